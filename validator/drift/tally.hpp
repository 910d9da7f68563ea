#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "validator/drift/finding.hpp"

namespace understudy::drift {

/// All findings of one rule, at one path, of one severity, summed.
struct Drift {
    Finding first;               ///< the first of them, for its place and its words
    std::uint64_t documents = 0; ///< that have it
    std::uint64_t occurrences = 0;
    std::set<std::string> values; ///< distinct things found, as they may be shown; at most kMostValues
    bool more_values = false;     ///< there were more

    static constexpr std::size_t kMostValues = 20;
};

/// What a check found. The findings kept are bounded, the sums are exact.
class Tally {
public:
    explicit Tally(std::size_t max_findings) : max_findings_(max_findings) {}

    /// Between the two, every finding is of this document, which was held against what `status` documents.
    void begin_document(unsigned status);
    void end_document();
    void add(Finding finding);

    std::uint64_t documents() const { return documents_; }
    std::uint64_t conforming() const { return conforming_; }
    std::uint64_t count(Severity severity) const { return counts_[static_cast<std::size_t>(severity)]; }
    const std::vector<Finding>& findings() const { return findings_; } ///< the first max_findings
    std::vector<Drift> drift() const;                                  ///< by path, the worst first
    const std::map<unsigned, std::uint64_t>& statuses() const { return statuses_; } ///< documents by status

private:
    struct Entry {
        Drift drift;
        std::uint64_t last_document = 0;
    };

    std::size_t max_findings_;
    std::uint64_t documents_ = 0;
    std::uint64_t conforming_ = 0;
    bool conforms_ = true;
    std::uint64_t counts_[3] = {};
    std::vector<Finding> findings_;
    std::map<std::tuple<std::string, Severity, schema::Rule>, Entry> entries_;
    std::map<unsigned, std::uint64_t> statuses_;
};

} // namespace understudy::drift
