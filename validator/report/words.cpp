#include "validator/report/words.hpp"

namespace understudy::report {

std::string counted(std::uint64_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string times(const drift::Drift& drift, const drift::Sum& sum) {
    const auto present = sum.present(drift);
    std::string text = present.value_or(drift.documents) == drift.documents
                           ? counted(drift.documents, "document")
                           : std::to_string(drift.documents) + " of " + counted(*present, "document");
    if (drift.occurrences != drift.documents) text += ", " + counted(drift.occurrences, "place");
    return text;
}

std::string others(const drift::Drift& drift) {
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

std::vector<drift::Finding> listed(const drift::Tally& tally) {
    if (!tally.findings().empty()) return tally.findings();
    std::vector<drift::Finding> firsts;
    for (const drift::Drift& drift : tally.drift()) firsts.push_back(drift.first);
    return firsts;
}

} // namespace understudy::report
