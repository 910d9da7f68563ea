#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/check/coverage.hpp"
#include "validator/check/finding.hpp"
#include "validator/text/time.hpp"

namespace understudy::check {

/// All findings of one rule, at one path, of one severity, summed.
struct Drift {
    Finding first;             ///< the first of them by comes_before(), for its place and its words
    std::string last_document; ///< of the last of them
    std::size_t last_line = 0; ///< and its line
    std::optional<text::Time> first_time; ///< of the documents that say when they are of, the earliest
    std::optional<text::Time> last_time;
    std::uint64_t documents = 0; ///< that have it
    std::uint64_t occurrences = 0;
    /// Distinct things found, as they may be shown: the kMostValues that sort first, whatever order they came
    /// in, so that sums of parts are the sum of the whole.
    std::set<std::string> values;
    bool more_values = false;    ///< there were more
    std::set<std::string> kinds; ///< Finding::kind of all of them
    std::uint64_t most = 0;      ///< the largest Finding::size
    /// Documents by the day that they are of, in days since 1970-01-01: the kMostDays that come last.
    std::map<std::int32_t, std::uint64_t> days;
    bool more_days = false;
    std::uint64_t mark = 0; ///< a Tally's: the number of the last document that was counted here

    static constexpr std::size_t kMostValues = 20;
    static constexpr std::size_t kMostDays = 400;

    void add_value(const std::string& value);
    void add_time(text::Time time);
    void add_day(std::int32_t day, std::uint64_t count);
    /// Of the same rule, path and severity, in other documents.
    void add(Drift other);
};

/// `2026-11-22`, of a day as Drift::days counts.
std::string date_text(std::int32_t day);

/// Whether a place is before another: by the document's name, numbers in it by what they count, then by line
/// and column, then by all else that a finding says. Total, and whatever order the documents came in.
bool comes_before(const Finding& one, const Finding& other);

/// The same of the names of documents alone: below, at or above 0.
int compare_names(std::string_view one, std::string_view other);

/// All findings of one rule, of one severity.
struct RuleSum {
    /// Of more paths than these, those are kept that sort first: what a hostile document makes up does not
    /// grow the sum, and the totals here stay exact.
    static constexpr std::size_t kMostPaths = 1000;

    std::uint64_t documents = 0;
    std::uint64_t occurrences = 0;
    std::map<std::string, Drift, std::less<>> paths;
    bool more_paths = false;
    std::uint64_t mark = 0; ///< as Drift::mark

    /// The entry of a path, new or not; nullptr where it is not kept.
    Drift* find_or_add(const std::string& path);
    void add(RuleSum other);
};

/// What a check came to, whatever order its documents came in: a commutative monoid under add(). Its memory
/// is bounded by the contract, the rules and kMostPaths, not by the documents.
struct Sum {
    std::uint64_t documents = 0;
    std::uint64_t conforming = 0;
    std::map<unsigned, std::uint64_t> statuses; ///< documents by status
    std::map<std::pair<Severity, schema::Rule>, RuleSum> rules;
    Coverage coverage;

    void add(Sum other);

    std::uint64_t count(Severity severity) const;      ///< findings
    std::uint64_t count_from(Severity severity) const; ///< findings of it or a worse one
    std::vector<Drift> drift() const;                  ///< by path, the worst first
    /// In how many documents the place of a drift existed at all: the value itself, or where a property is
    /// missing or not documented, what it is a member of. Nothing where that was not counted.
    std::optional<std::uint64_t> present(const Drift& drift) const;
};

} // namespace understudy::check
