#include "validator/check/tally.hpp"

#include <algorithm>
#include <utility>

namespace understudy::check {

void Tally::begin_document(std::optional<unsigned> status, std::optional<text::Time> time,
                           const OperationName& operation) {
    if (operation_ == nullptr || operation_->first != operation)
        operation_ = &*sum_.operations.try_emplace(operation).first;
    ++sum_.documents;
    ++operation_->second.documents;
    if (status) {
        ++sum_.statuses[*status];
        ++operation_->second.statuses[*status];
    }
    status_ = status;
    mark_ = sum_.documents;
    conforms_ = true;
    time_ = time;
}

void Tally::end_document(bool is_checked) {
    if (!is_checked && conforms_) return forget_document();
    sum_.conforming += conforms_ ? 1U : 0U;
    operation_->second.conforming += conforms_ ? 1U : 0U;
}

void Tally::forget_document() {
    const auto subtract_status = [this](std::map<unsigned, std::uint64_t>& statuses) {
        if (status_ && --statuses[*status_] == 0) statuses.erase(*status_);
    };
    --sum_.documents;
    --operation_->second.documents;
    subtract_status(sum_.statuses);
    subtract_status(operation_->second.statuses);
}

void Tally::add(Finding finding) {
    conforms_ = false;
    if (each_) each_(finding);
    add_to_sum(finding);
    if (findings_.size() < max_findings_) findings_.push_back(std::move(finding));
}

void Tally::insert(Finding finding, bool is_first, bool conformed) {
    mark_ = UINT64_MAX - inserted_++; // not the number of any document
    time_.reset();
    add_to_sum(finding);
    if (!is_first) --sum_.rules[{finding.severity, finding.rule}].documents;
    if (conformed) {
        --sum_.conforming;
        --sum_.operations[finding.operation].conforming;
    }
    const auto place = std::upper_bound(
        findings_.begin(), findings_.end(), finding,
        [](const Finding& one, const Finding& other) { return one.place.line < other.place.line; });
    findings_.insert(place, std::move(finding));
    if (findings_.size() > max_findings_) findings_.pop_back();
}

void Tally::add_to_sum(const Finding& finding) {
    RuleSum& rule = sum_.rules[{finding.severity, finding.rule}];
    ++rule.occurrences;
    if (std::exchange(rule.mark, mark_) != mark_) ++rule.documents;
    Drift* const drift = rule.find_or_add(finding);
    if (drift == nullptr) return;
    // The entry already has the values of its first finding.
    const bool is_first = drift->occurrences == 0;
    if (is_first || finding.found != drift->first.found) drift->add_value(finding.found);
    if ((is_first || finding.kind != drift->first.kind) && !finding.kind.empty())
        drift->kinds.insert(finding.kind);
    if (is_first || comes_before(finding, drift->first)) drift->first = finding;
    const int order =
        drift->last_document == finding.document ? 0 : compare_names(drift->last_document, finding.document);
    if (order < 0) drift->last_document = finding.document;
    if (order < 0 || (order == 0 && drift->last_line < finding.place.line))
        drift->last_line = finding.place.line;
    ++drift->occurrences;
    drift->most = std::max(drift->most, finding.size);
    if (std::exchange(drift->mark, mark_) == mark_) return;
    ++drift->documents;
    if (time_) drift->add_time(*time_);
}

void Tally::append(Tally next, std::size_t lines_before) {
    for (intake::FetchFault& fault : next.faults_) faults_.push_back(std::move(fault));
    for (auto& [key, rule] : next.sum_.rules)
        for (auto& [path, drift] : rule.paths) {
            drift.first.place.line += lines_before;
            drift.last_line += lines_before;
        }
    sum_.add(std::move(next.sum_));
    for (Finding& finding : next.findings_) {
        if (room() == 0) break;
        finding.place.line += lines_before;
        if (each_) each_(finding);
        if (findings_.size() < max_findings_) findings_.push_back(std::move(finding));
    }
}

} // namespace understudy::check
