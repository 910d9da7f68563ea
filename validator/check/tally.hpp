#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "validator/check/finding.hpp"
#include "validator/check/sum.hpp"
#include "validator/intake/fetch_fault.hpp"

namespace understudy::check {

/// The result of a check while it grows: findings one by one, and their sums.
///
/// A Tally keeps the first `max_findings` findings and drops the rest. The sums stay exact, however many
/// findings are dropped. Responses that could not be fetched (FetchFault) are counted apart from documents.
///
/// A caller brackets the findings of each document with begin_document() and end_document(). Blocks of a file
/// may be tallied apart on several threads and then joined with append(), in the order of the file.
///
/// One thread at a time.
class Tally {
public:
    explicit Tally(std::size_t max_findings) : max_findings_(max_findings) {}

    Tally(const Tally&) = delete;
    Tally& operator=(const Tally&) = delete;
    Tally(Tally&&) = default; // the operation at hand is a node of sum_, and moves with it
    Tally& operator=(Tally&&) = default;
    ~Tally() = default;

    /// Findings added between begin_document() and end_document() belong to this document, which was checked
    /// against the response that `operation` documents for `status`. No `status`: the status is unknown.
    /// `time`: the time of the document, if known.
    void begin_document(std::optional<unsigned> status, std::optional<text::Time> time = {},
                        const OperationName& operation = {});
    /// `is_checked`: whether anything was checked. A document of which nothing was, and that has no finding,
    /// does not count.
    void end_document(bool is_checked = true);
    void add(Finding finding);
    /// Adds a finding to a document that has ended. All findings must be of one file; the line determines the
    /// place among them. `is_first`: it is the first of its rule in the document. `conformed`: the document
    /// had no finding before. No document may begin after this call.
    void insert(Finding finding, bool is_first, bool conformed);
    /// Adds a response that could not be fetched. It does not count as a document.
    void add(intake::FetchFault fault) { faults_.push_back(std::move(fault)); }

    /// Counts something of the input that is not checked, or only its head. It is no document by itself.
    void add(intake::Unchecked kind, const std::string& document, const std::string& why) {
        sum_.unchecked[kind].add(document, why);
    }

    /// Notes that something of the input could not be had.
    void note_partial() { sum_.is_partial = true; }

    /// Adds documents that were tallied apart, as if they came next in a file in which `lines_before` lines
    /// precede them. Exact if `next` kept as many findings as this tally has room() for. Do not call it
    /// between begin_document() and end_document().
    void append(Tally next, std::size_t lines_before = 0);
    /// Adds a sum whose individual findings are unknown.
    void add(Sum sum) { sum_.add(std::move(sum)); }
    /// Adds the coverage of the response documented for `status`.
    void add_coverage(const OperationName& operation, const std::string& status,
                      const schema::CoverageCounter& counter) {
        sum_.operations[operation].coverage[status].add(counter);
    }

    /// Records that a response is documented for `status`, whether or not one was seen.
    void add_response(const OperationName& operation, const std::string& status) {
        sum_.operations[operation].coverage[status];
    }

    const std::vector<intake::FetchFault>& faults() const { return faults_; }

    /// From now on also passes every finding to `each`, in input order, however many are kept.
    void stream_to(std::function<void(const Finding&)> each) { each_ = std::move(each); }

    /// The number of findings that a tally must keep if it is to be appended.
    std::size_t room() const { return each_ ? SIZE_MAX : max_findings_ - findings_.size(); }

    const Sum& sum() const { return sum_; }
    std::uint64_t documents() const { return sum_.documents; }
    std::uint64_t conforming() const { return sum_.conforming; }
    std::uint64_t count(Severity severity) const { return sum_.count(severity); }
    std::uint64_t count_from(Severity severity) const { return sum_.count_from(severity); }
    const std::vector<Finding>& findings() const { return findings_; } ///< the first max_findings
    std::vector<Drift> drift() const { return sum_.drift(); }          ///< by path, the worst first
    const std::map<unsigned, std::uint64_t>& statuses() const {
        return sum_.statuses;
    } ///< documents by status

private:
    void forget_document();
    void add_to_sum(const Finding& finding);

    std::size_t max_findings_;
    std::function<void(const Finding&)> each_;
    std::vector<Finding> findings_;
    std::vector<intake::FetchFault> faults_;
    Sum sum_;

    std::uint64_t inserted_ = 0;

    // The current document.
    std::uint64_t mark_ = 0;                                            // its number
    std::pair<const OperationName, OperationSum>* operation_ = nullptr; // a node of sum_.operations
    bool conforms_ = true;
    std::optional<unsigned> status_;
    std::optional<text::Time> time_;
};

} // namespace understudy::check
