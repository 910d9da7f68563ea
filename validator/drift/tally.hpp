#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "validator/drift/fault.hpp"
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
    /// A response that could not be had. Counted apart from documents.
    void add(Fault fault) { faults_.push_back(std::move(fault)); }

    /// Adds documents that were summed apart as if they came next, in a file of which `lines_before` lines
    /// came before the first of theirs. Exact where `next` kept as many findings as this has room() for. Not
    /// to be called between begin_document() and end_document().
    void append(Tally next, std::size_t lines_before = 0);

    /// How many more findings will be kept.
    std::size_t room() const { return max_findings_ - findings_.size(); }

    std::uint64_t documents() const { return documents_; }
    std::uint64_t conforming() const { return conforming_; }
    std::uint64_t count(Severity severity) const { return counts_[static_cast<std::size_t>(severity)]; }
    const std::vector<Fault>& faults() const { return faults_; }
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
    std::uint64_t documents_ = 0;
    std::uint64_t conforming_ = 0;
    bool conforms_ = true;
    std::uint64_t counts_[3] = {};
    std::vector<Finding> findings_;
    std::vector<Fault> faults_;
    std::map<Key, Entry> entries_;
    std::map<unsigned, std::uint64_t> statuses_;
};

} // namespace understudy::drift
