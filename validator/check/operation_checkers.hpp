#pragma once

#include <map>

#include "validator/check/checker.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::check {

/// The checkers of all operations of all contracts, each made when a document first needs it.
///
/// One thread at a time; contracts and tally must outlive it.
class OperationCheckers {
public:
    OperationCheckers(CheckOptions options, Tally& tally) : options_(std::move(options)), tally_(tally) {}

    Checker& of(const contract::Contract& contract, const contract::Operation& operation);

    /// Adds the coverage of all documents checked here. Call it once, after the last document.
    void add_coverage() const;

private:
    CheckOptions options_;
    Tally& tally_;
    std::map<const contract::Operation*, Checker> checkers_;
};

} // namespace understudy::check
