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

/// What a check found. The findings kept are bounded, the sums are exact. One thread at a time.
class Tally {
public:
    explicit Tally(std::size_t max_findings) : max_findings_(max_findings) {}

    /// Between the two, every finding is of this document, which was held against what `status` documents;
    /// nothing: nobody knows what status it had. `time`: when the document is of, where that is known.
    void begin_document(std::optional<unsigned> status, std::optional<text::Time> time = {});
    void end_document();
    void add(Finding finding);
    /// A finding of a document that has ended, where all findings are of one file; its place among them is
    /// found by its line. `is_first`: the first of its rule in the document; `conformed`: the document had no
    /// finding before. No document may begin after it.
    void insert(Finding finding, bool is_first, bool conformed);
    /// A response that could not be had. Counted apart from documents.
    void add(intake::FetchFault fault) { faults_.push_back(std::move(fault)); }

    /// Adds documents that were summed apart as if they came next, in a file of which `lines_before` lines
    /// came before the first of theirs. Exact where `next` kept as many findings as this has room() for. Not
    /// to be called between begin_document() and end_document().
    void append(Tally next, std::size_t lines_before = 0);
    /// Adds a sum whose findings are not known one by one.
    void add(Sum sum) { sum_.add(std::move(sum)); }
    /// Adds what was seen of the documented response of `status`.
    void add_coverage(const std::string& status, const schema::CoverageCounter& counter) {
        sum_.coverage[status].add(counter);
    }

    /// Says that there is a documented response of `status`, seen or not.
    void add_response(const std::string& status) { sum_.coverage[status]; }

    const std::vector<intake::FetchFault>& faults() const { return faults_; }

    /// From here on every finding also goes to `each`, in the order of the input, however many are kept.
    void stream_to(std::function<void(const Finding&)> each) { each_ = std::move(each); }

    /// How many more findings a part that is to be appended has to keep.
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
    void add_to_sum(const Finding& finding);

    std::size_t max_findings_;
    std::function<void(const Finding&)> each_;
    std::vector<Finding> findings_;
    std::vector<intake::FetchFault> faults_;
    Sum sum_;

    std::uint64_t inserted_ = 0;

    // Of the document at hand.
    std::uint64_t mark_ = 0; // its number
    bool conforms_ = true;
    std::optional<text::Time> time_;
};

} // namespace understudy::check
