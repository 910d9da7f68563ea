#include "validator/report/words.hpp"

namespace understudy::report {
namespace {

struct NeverSeen {
    std::vector<std::string> names;
    std::size_t fields = 0;
    std::size_t nulls = 0;

    void add(const check::Coverage& coverage, const std::string& operation) {
        for (const auto& [status, response] : coverage) {
            if (response.documents == 0) {
                names.push_back(operation + "response " + status);
                continue;
            }
            for (const auto& [path, field] : response.fields) {
                fields += field.documents == 0 ? 1U : 0U;
                nulls += field.nullable && field.nulls == 0 ? 1U : 0U;
                for (const auto& [value, documents] : field.values)
                    if (documents == 0) names.push_back(operation + path_name(path) + " " + value);
            }
        }
    }

    std::string text() const {
        constexpr std::size_t kNamed = 12;
        std::string text;
        const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
        for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) add(names[i]);
        if (names.size() > kNamed) add(std::to_string(names.size() - kNamed) + " more");
        if (fields != 0) add(counted(fields, "field"));
        if (nulls != 0) add(counted(nulls, "null"));
        return text;
    }
};

} // namespace

std::string counted(std::uint64_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string times(const check::Drift& drift, const check::Sum& sum) {
    const auto present = sum.present(drift);
    std::string text = present.value_or(drift.documents) == drift.documents
                           ? counted(drift.documents, "document")
                           : std::to_string(drift.documents) + " of " + counted(*present, "document");
    if (drift.occurrences != drift.documents) text += ", " + counted(drift.occurrences, "place");
    return text;
}

std::string times_in_brackets(const check::Drift& drift, const check::Sum& sum) {
    return drift.first.change.empty() ? " (" + times(drift, sum) + ")" : std::string();
}

std::string verdict(const Report& check) {
    using check::Severity;
    const std::uint64_t errors = count_from(check, Severity::error);
    const std::uint64_t warnings = count_from(check, Severity::warning) - errors;
    std::string text =
        counted(errors, check.compares ? "breaking change" : "error") + ", " + counted(warnings, "warning");
    if (check.compares)
        text += ", " + counted(count_from(check, Severity::info) - errors - warnings, "additive change");
    return text;
}

std::string verdict_extent(const Report& check) {
    const check::Tally& tally = check.tally;
    const std::string noun = check.compares ? "operation" : "document";
    if (check.baseline != nullptr)
        return " not in the baseline; " + counted(tally.documents(), noun) +
               (check.compares ? " compared" : " checked");
    return " in " + std::to_string(tally.documents() - tally.conforming()) + " of " +
           counted(tally.documents(), noun);
}

std::string good_verdict(const Report& check) {
    const bool is_clean = check.tally.drift().empty();
    if (check.compares)
        return counted(check.tally.documents(), "operation") +
               (is_clean ? " compared, no drift" : " compared, no new drift");
    return counted(check.tally.documents(), "document") +
           (is_clean ? " checked, no drift" : " checked, no new drift");
}

std::string others(const check::Drift& drift) {
    if (drift.values.size() < 2) return {};
    return " and " + std::to_string(drift.values.size() - 1) +
           (drift.more_values ? " or more others" : " other") +
           (drift.values.size() > 2 && !drift.more_values ? "s" : "");
}

std::string path_name(std::string_view path) {
    return path.empty() ? "(body)" : std::string(path);
}

bool has_operations(const Report& check) {
    const auto& operations = check.tally.sum().operations;
    return operations.size() > 1 || (check.scope.path.empty() && operations.size() == 1 &&
                                     !operations.begin()->first.operation.empty());
}

std::string operation_title(const Report& check, const check::OperationName& name) {
    const auto& operations = check.tally.sum().operations;
    const bool is_of_one =
        operations.empty() || operations.begin()->first.api == operations.rbegin()->first.api;
    return is_of_one ? name.operation : name.api + " " + name.operation;
}

std::string place_name(const Report& check, const check::Finding& finding) {
    const std::string operation =
        has_operations(check) ? operation_title(check, finding.operation) + " " : std::string();
    return operation + path_name(finding.path);
}

std::string_view file_of(std::string_view document) {
    constexpr std::string_view kBefore = "#/responses/";
    constexpr std::string_view kAfter = "/body";
    const std::size_t at = document.rfind(kBefore);
    if (at == std::string_view::npos || !document.ends_with(kAfter)) return document;
    const std::string_view index = document.substr(at + kBefore.size());
    const bool is_index =
        index.size() > kAfter.size() && index.find_first_not_of("0123456789") == index.size() - kAfter.size();
    return is_index ? document.substr(0, at) : document;
}

std::string never_seen(const Report& check) {
    NeverSeen never;
    for (const auto& [name, operation] : check.tally.sum().operations)
        never.add(operation.coverage,
                  has_operations(check) ? operation_title(check, name) + " " : std::string());
    return never.text();
}

std::vector<check::Finding> listed(const check::Tally& tally) {
    if (!tally.findings().empty()) return tally.findings();
    std::vector<check::Finding> firsts;
    for (const check::Drift& drift : tally.drift()) firsts.push_back(drift.first);
    return firsts;
}

} // namespace understudy::report
