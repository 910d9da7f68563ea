#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "validator/drift/finding.hpp"

namespace understudy::drift {

/// All findings of one rule, at one path, of one severity, summed.
struct Drift {
    Finding first;               ///< the first of them, for its place and its words
    std::uint64_t documents = 0; ///< that have it
    std::uint64_t occurrences = 0;
    /// Distinct things found, as they may be shown: the kMostValues that sort first, whatever order they came
    /// in, so that sums of parts are the sum of the whole.
    std::set<std::string> values;
    bool more_values = false; ///< there were more

    static constexpr std::size_t kMostValues = 20;

    void add_value(const std::string& value);
};

/// What a check found. The findings kept are bounded, the sums are exact. One thread at a time.
class Tally {
public:
    explicit Tally(std::size_t max_findings) : max_findings_(max_findings) {}

    /// Between the two, every finding is of this document, which was held against what `status` documents.
    void begin_document(unsigned status);
    void end_document();
    void add(Finding finding);

    /// Adds documents that were summed apart as if they came next, in a file of which `lines_before` lines
    /// came before the first of theirs. Exact where `next` kept as many findings as this has room() for. Not
    /// to be called between begin_document() and end_document().
    void append(Tally next, std::size_t lines_before = 0);

    /// From here on every finding also goes to `each`, in the order of the input, however many are kept.
    void stream_to(std::function<void(const Finding&)> each) { each_ = std::move(each); }

    /// How many more findings a part that is to be appended has to keep.
    std::size_t room() const { return each_ ? SIZE_MAX : max_findings_ - findings_.size(); }

    std::uint64_t documents() const { return documents_; }
    std::uint64_t conforming() const { return conforming_; }
    std::uint64_t count(Severity severity) const { return counts_[static_cast<std::size_t>(severity)]; }
    /// Findings of this severity or a worse one.
    std::uint64_t count_from(Severity severity) const;
    const std::vector<Finding>& findings() const { return findings_; } ///< the first max_findings
    std::vector<Drift> drift() const;                                  ///< by path, the worst first
    const std::map<unsigned, std::uint64_t>& statuses() const { return statuses_; } ///< documents by status

private:
    using Key = std::tuple<std::string, Severity, schema::Rule>;
    struct Entry {
        Drift drift;
        std::uint64_t last_document = 0; // as documents_ counts
    };

    void append(const Key& key, Drift next);

    std::size_t max_findings_;
    std::function<void(const Finding&)> each_;
    std::uint64_t documents_ = 0;
    std::uint64_t conforming_ = 0;
    bool conforms_ = true;
    std::uint64_t counts_[3] = {};
    std::vector<Finding> findings_;
    std::map<Key, Entry> entries_;
    std::map<unsigned, std::uint64_t> statuses_;
};

} // namespace understudy::drift
