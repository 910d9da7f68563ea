#include "validator/drift/tally.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace understudy::drift {

void Drift::add_value(const std::string& value) {
    const bool is_full = values.size() == kMostValues;
    if (is_full && value > *values.rbegin()) {
        more_values = true;
        return;
    }
    const bool is_new = values.insert(value).second;
    if (!is_full || !is_new) return;
    values.erase(std::prev(values.end()));
    more_values = true;
}

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
    if (each_) each_(finding);
    ++counts_[static_cast<std::size_t>(finding.severity)];
    Entry& entry = entries_[{finding.path, finding.severity, finding.rule}];
    Drift& drift = entry.drift;
    ++drift.occurrences;
    if (entry.last_document != documents_) ++drift.documents;
    entry.last_document = documents_;
    drift.add_value(finding.found);
    const bool first = drift.occurrences == 1;
    if (findings_.size() < max_findings_) {
        if (first) drift.first = finding;
        findings_.push_back(std::move(finding));
    } else if (first) {
        drift.first = std::move(finding);
    }
}

void Tally::append(Tally next, std::size_t lines_before) {
    documents_ += next.documents_;
    conforming_ += next.conforming_;
    for (std::size_t i = 0; i < std::size(counts_); ++i) counts_[i] += next.counts_[i];
    for (const auto& [status, documents] : next.statuses_) statuses_[status] += documents;
    for (auto& [key, entry] : next.entries_) {
        entry.drift.first.place.line += lines_before;
        append(key, std::move(entry.drift));
    }
    for (Finding& finding : next.findings_) {
        if (room() == 0) break;
        finding.place.line += lines_before;
        if (each_) each_(finding);
        if (findings_.size() < max_findings_) findings_.push_back(std::move(finding));
    }
}

void Tally::append(const Key& key, Drift next) {
    const auto [place, is_new] = entries_.try_emplace(key);
    Drift& drift = place->second.drift;
    if (is_new) {
        drift = std::move(next);
        return;
    }
    drift.documents += next.documents;
    drift.occurrences += next.occurrences;
    for (const std::string& value : next.values) drift.add_value(value);
    drift.more_values = drift.more_values || next.more_values;
}

std::uint64_t Tally::count_from(Severity severity) const {
    std::uint64_t sum = 0;
    for (auto i = static_cast<std::size_t>(severity); i < std::size(counts_); ++i) sum += counts_[i];
    return sum;
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
