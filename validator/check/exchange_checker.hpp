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

/// Holds the exchanges of one archive against the operations that they were with, and each run's life against
/// its lifecycle. One thread at a time; contract and tally must outlive it.
class ExchangeChecker {
public:
    ExchangeChecker(const contract::Contract& contract, const CheckOptions& options, Tally& tally)
        : contract_(contract), options_(options), tally_(tally) {}

    void check(const intake::Observation& exchange);

    /// A line that is no JSON.
    void malformed(const std::string& name, std::size_t line, const json::LoadError& error);

    /// Adds what was seen of the contract; names on `err` the exchanges of `file` that no operation has.
    void finish(const std::string& file, std::ostream& err);

private:
    /// Of one operation.
    struct OperationChecker {
        OperationChecker(const contract::Operation& operation, const CheckOptions& options, Tally& tally);

        Checker checker;
        std::optional<RunLives> run_lives;
    };

    const contract::Contract& contract_;
    const CheckOptions& options_;
    Tally& tally_;
    std::map<const contract::Operation*, OperationChecker> operations_;
    std::map<std::string, std::size_t> unmatched_; // `GET https://…`: times
    std::size_t unnamed_ = 0;                      // times of more than kMostUnmatched
};

} // namespace understudy::check
