#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>

#include "validator/check/checker.hpp"
#include "validator/contract/contract.hpp"
#include "validator/intake/observation.hpp"
#include "validator/json/error.hpp"

namespace understudy::check {

/// Checks the exchanges of one archive against the operations that they match, and the life of each run
/// against its lifecycle. One thread at a time; contract and tally must outlive it.
class ExchangeChecker {
public:
    ExchangeChecker(const contract::Contract& contract, const CheckOptions& options, Tally& tally)
        : contract_(contract), options_(options), tally_(tally) {}

    void check(const intake::Observation& exchange);

    /// Records a line that is not JSON.
    void malformed(const std::string& name, std::size_t line, const json::LoadError& error);

    /// Adds the coverage, and lists on `err` the exchanges of `file` that match no operation.
    void finish(const std::string& file, std::ostream& err);

private:
    /// The state kept for one operation.
    struct OperationChecker {
        OperationChecker(const contract::Operation& operation, const CheckOptions& options, Tally& tally);

        Checker checker;
        std::optional<RunLives> run_lives;
    };

    const contract::Contract& contract_;
    const CheckOptions& options_;
    Tally& tally_;
    std::map<const contract::Operation*, OperationChecker> operations_;
    std::map<std::string, std::size_t> unmatched_; // `GET https://…`: its count
    std::size_t unnamed_ = 0;                      // count of the exchanges beyond kMostUnmatched
};

} // namespace understudy::check
