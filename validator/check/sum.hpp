#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "validator/check/coverage.hpp"
#include "validator/check/finding.hpp"
#include "validator/intake/unchecked.hpp"
#include "validator/text/time.hpp"

namespace understudy::check {

/// All findings of one rule and severity at one path, summed: "this field is wrong in 412 of 900 documents".
///
/// A Drift keeps the first finding as its example, the first and last place and time, and counts by document
/// and by day. It keeps a bounded number of distinct values and days. The bounds select by order of value or
/// date and not by order of arrival. The sum of parts therefore equals the sum of the whole, and add() may
/// combine parts in any order.
struct Drift {
    Finding first;                        ///< the first by comes_before(); gives the place and the wording
    std::string last_document;            ///< the document of the last finding
    std::size_t last_line = 0;            ///< the line of the last finding
    std::optional<text::Time> first_time; ///< the earliest time among documents with a known time
    std::optional<text::Time> last_time;
    std::uint64_t documents = 0; ///< documents that have the finding
    std::uint64_t occurrences = 0;
    /// Distinct values found, in the form that may be shown: the kMostValues that sort first, whatever order
    /// they came in. This makes the sum of parts equal the sum of the whole.
    std::set<std::string> values;
    bool more_values = false;    ///< there were more values than are kept
    std::set<std::string> kinds; ///< Finding::kind of every finding
    std::uint64_t most = 0;      ///< the largest Finding::size
    /// Documents by day, in days since 1970-01-01: the latest kMostDays.
    std::map<std::int32_t, std::uint64_t> days;
    bool more_days = false;
    std::uint64_t mark = 0; ///< used by Tally: the number of the last document counted here

    static constexpr std::size_t kMostValues = 20;
    static constexpr std::size_t kMostDays = 400;

    void add_value(const std::string& value);
    void add_time(text::Time time);
    void add_day(std::int32_t day, std::uint64_t count);
    /// `other` must have the same rule, path and severity, and come from other documents.
    void add(Drift other);
};

/// Identifies a drift among those of one rule and severity.
struct DriftKey {
    OperationName operation;
    std::string path;
};

/// The order of reports: by API, operation and path. Compares with a Finding, too, so that looking one up
/// copies nothing.
struct DriftOrder {
    using is_transparent = void;

    static auto parts(const DriftKey& key) {
        return std::tuple<std::string_view, std::string_view, std::string_view>(
            key.operation.api, key.operation.operation, key.path);
    }
    static auto parts(const Finding& finding) {
        return std::tuple<std::string_view, std::string_view, std::string_view>(
            finding.operation.api, finding.operation.operation, finding.path);
    }
    bool operator()(const auto& one, const auto& other) const { return parts(one) < parts(other); }
};

/// The date of a day of Drift::days, as `2026-11-22`.
std::string date_text(std::int32_t day);

/// Whether one finding comes before another: by document name, comparing numbers in it by value, then by line
/// and column, then by everything else in the finding. A total order that does not depend on the order of the
/// documents.
bool comes_before(const Finding& one, const Finding& other);

/// Compares document names in the same way; returns a value below, at or above 0.
int compare_names(std::string_view one, std::string_view other);

/// All findings of one rule and severity.
struct RuleSum {
    /// The most paths kept: those that sort first. Paths that a hostile document invents cannot grow the sum
    /// beyond this, and the totals here stay exact.
    static constexpr std::size_t kMostPaths = 1000;

    std::uint64_t documents = 0;
    std::uint64_t occurrences = 0;
    std::map<DriftKey, Drift, DriftOrder> paths;
    bool more_paths = false;
    std::uint64_t mark = 0; ///< as in Drift::mark

    /// The entry of a finding's operation and path, existing or new; nullptr if it is not kept.
    Drift* find_or_add(const Finding& finding);
    void add(RuleSum&& other);
};

/// What was not checked for one reason, or only its head.
struct UncheckedSum {
    /// Places kept: those that sort first.
    static constexpr std::size_t kMostPlaces = 20;

    std::uint64_t count = 0;
    std::set<std::pair<std::string, std::string>> places; ///< document, and more about the reason

    void add(const std::string& document, const std::string& why);
    void add(const UncheckedSum& other);

    friend bool operator==(const UncheckedSum&, const UncheckedSum&) = default;
};

/// The documents of one operation. A commutative monoid under add().
struct OperationSum {
    std::uint64_t documents = 0;
    std::uint64_t conforming = 0;
    std::map<unsigned, std::uint64_t> statuses; ///< documents by status
    Coverage coverage;

    void add(const OperationSum& other);
};

/// The result of a check, summed: documents, statuses, findings by rule, operation and path, and the coverage
/// of each operation.
///
/// A Sum does not depend on the order of the documents: it is a commutative monoid under add(). Threads can
/// therefore sum blocks apart and combine them in any order.
///
/// Its memory is bounded by the contract, the number of rules and RuleSum::kMostPaths, and not by the number
/// of documents.
struct Sum {
    std::uint64_t documents = 0;
    std::uint64_t conforming = 0;
    std::map<unsigned, std::uint64_t> statuses; ///< documents by status
    std::map<std::pair<Severity, schema::Rule>, RuleSum> rules;
    std::map<OperationName, OperationSum> operations;
    /// What the input holds beside the answers of the API, or in a form that cannot be read.
    std::map<intake::Unchecked, UncheckedSum> unchecked;
    /// Something of the input could not be had, so what was not found may be there all the same.
    bool is_partial = false;

    void add(Sum&& other);

    std::uint64_t count(Severity severity) const;      ///< findings
    std::uint64_t count_from(Severity severity) const; ///< findings of this severity or worse
    std::vector<Drift> drift() const;                  ///< by operation and path, the worst first
    /// How much of the operations was seen.
    Seen seen() const;
    /// The number of documents in which the place of a drift existed: the value itself or, if a property is
    /// missing or undocumented, its parent. Nothing if that was not counted.
    std::optional<std::uint64_t> present(const Drift& drift) const;
    std::optional<std::uint64_t> present(const OperationName& name, std::string_view path,
                                         schema::Rule rule) const;
};

} // namespace understudy::check
