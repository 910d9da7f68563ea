#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/check/operation_checkers.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/exchange_match.hpp"
#include "validator/intake/observation.hpp"

namespace understudy::check {

/// The contract that an exchange is with, and the operation in it.
struct ExchangeOwner {
    const contract::Contract* contract = nullptr;
    contract::ExchangeMatch match;
};

/// Finds them by the method and the URL of the request.
using FindOwner = std::function<std::optional<ExchangeOwner>(std::string_view method, std::string_view url)>;

/// Checks the exchanges of one archive against the operations that they match, and the life of each run
/// against its lifecycle. One thread at a time; checkers and tally must outlive it.
///
/// What is not the API's answer is set aside and counted by its kind: an aborted request, a 304, an entry
/// that cannot be read.
class ExchangeChecker {
public:
    ExchangeChecker(FindOwner find_owner, OperationCheckers& checkers, Tally& tally)
        : find_owner_(std::move(find_owner)), checkers_(checkers), tally_(tally) {}

    void check(const intake::Observation& exchange);

    /// Lists on `err` what of `file` was not checked, or only in part. `against` names the contracts in the
    /// message about requests that no operation has.
    void tell(const std::string& file, const std::string& against, std::ostream& err) const;

    /// Whether an exchange was with an operation of a contract.
    bool has_matched() const { return has_matched_; }

    /// The exchanges of which only the head was checked, because the body is not in the input.
    std::uint64_t partly_checked() const { return partly_checked_; }
    /// Whether there was an exchange that cannot be read, or without a response.
    bool has_loss() const {
        return aside_.contains(intake::Unchecked::damaged) || aside_.contains(intake::Unchecked::no_response);
    }

private:
    /// What of the file was set aside for one reason.
    struct Aside {
        std::uint64_t count = 0;
        std::vector<std::string> places; ///< the first kMostNamed, with more about the reason
    };

    bool set_aside(intake::Unchecked kind, const intake::Observation& exchange, const std::string& why);
    void add_aside(intake::Unchecked kind, const intake::Observation& exchange, const std::string& why);
    void note_unmatched(const intake::Observation& exchange);
    void tell_unmatched(const std::string& file, const std::string& against, std::ostream& err) const;

    FindOwner find_owner_;
    OperationCheckers& checkers_;
    Tally& tally_;
    std::map<const contract::Operation*, RunLives> run_lives_;
    bool has_matched_ = false;
    std::map<std::string, std::size_t> unmatched_; // `GET https://…`: its count
    std::size_t unnamed_ = 0;                      // count of the exchanges beyond kMostUnmatched
    std::map<intake::Unchecked, Aside> aside_;
    std::uint64_t partly_checked_ = 0;
};

} // namespace understudy::check
