#include "validator/report/words.hpp"

namespace understudy::report {

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

std::string others(const check::Drift& drift) {
    if (drift.values.size() < 2) return {};
    return " and " + std::to_string(drift.values.size() - 1) +
           (drift.more_values ? " or more others" : " other") +
           (drift.values.size() > 2 && !drift.more_values ? "s" : "");
}

std::string path_name(std::string_view path) {
    return path.empty() ? "(body)" : std::string(path);
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

std::string never_seen(const check::Coverage& coverage) {
    constexpr std::size_t kNamed = 12;
    std::vector<std::string> names;
    std::size_t fields = 0;
    std::size_t nulls = 0;
    for (const auto& [status, response] : coverage) {
        if (response.documents == 0) {
            names.push_back("response " + status);
            continue;
        }
        for (const auto& [path, field] : response.fields) {
            fields += field.documents == 0 ? 1U : 0U;
            nulls += field.nullable && field.nulls == 0 ? 1U : 0U;
            for (const auto& [value, documents] : field.values)
                if (documents == 0) names.push_back(path_name(path) + " " + value);
        }
    }
    std::string text;
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
    for (std::size_t i = 0; i < names.size() && i < kNamed; ++i) add(names[i]);
    if (names.size() > kNamed) add(std::to_string(names.size() - kNamed) + " more");
    if (fields != 0) add(counted(fields, "field"));
    if (nulls != 0) add(counted(nulls, "null"));
    return text;
}

std::vector<check::Finding> listed(const check::Tally& tally) {
    if (!tally.findings().empty()) return tally.findings();
    std::vector<check::Finding> firsts;
    for (const check::Drift& drift : tally.drift()) firsts.push_back(drift.first);
    return firsts;
}

} // namespace understudy::report
