#include "validator/drift/tally.hpp"

#include <algorithm>
#include <utility>

namespace understudy::drift {

void Tally::begin_document(unsigned status) {
    ++documents_;
    ++statuses_[status];
    conforms_ = true;
}

void Tally::end_document() {
    conforming_ += conforms_ ? 1U : 0U;
}

void Tally::add(Finding finding) {
    conforms_ = false;
    ++counts_[static_cast<std::size_t>(finding.severity)];
    Entry& entry = entries_[{finding.path, finding.severity, finding.rule}];
    Drift& drift = entry.drift;
    ++drift.occurrences;
    if (entry.last_document != documents_) ++drift.documents;
    entry.last_document = documents_;
    if (drift.values.size() < Drift::kMostValues)
        drift.values.insert(finding.found);
    else if (!drift.values.contains(finding.found))
        drift.more_values = true;
    const bool first = drift.occurrences == 1;
    if (findings_.size() < max_findings_) {
        if (first) drift.first = finding;
        findings_.push_back(std::move(finding));
    } else if (first) {
        drift.first = std::move(finding);
    }
}

std::vector<Drift> Tally::drift() const {
    std::vector<Drift> list;
    for (const auto& [key, entry] : entries_) list.push_back(entry.drift);
    std::stable_sort(list.begin(), list.end(), [](const Drift& a, const Drift& b) {
        return std::tuple(a.first.path, b.first.severity) < std::tuple(b.first.path, a.first.severity);
    });
    return list;
}

} // namespace understudy::drift
