#include <array>
#include <ostream>

#include "validator/drift/summary.hpp"
#include "validator/report/report.hpp"

namespace understudy::report {

void write_summary(const Check& check, std::ostream& out) {
    out << drift::write_summary(check.scope, check.tally.sum());
}

std::vector<drift::Drift> news(const Check& check) {
    std::vector<drift::Drift> list = check.tally.drift();
    if (check.baseline != nullptr)
        std::erase_if(list,
                      [&](const drift::Drift& drift) { return check.baseline->find(drift) != nullptr; });
    return list;
}

std::uint64_t count_from(const Check& check, drift::Severity severity) {
    return check.baseline == nullptr ? check.tally.count_from(severity)
                                     : check.baseline->count_from(severity, check.tally.sum());
}

bool fails(const Check& check) {
    const bool drifts = check.fails_at && count_from(check, *check.fails_at) != 0;
    return drifts || drift::seen(check.tally.sum().coverage).percent() < check.min_coverage;
}

std::span<const Format> formats() {
    static constexpr auto kFormats = std::to_array<Format>({{"text", write_text},
                                                            {"json", write_json},
                                                            {"ndjson", nullptr},
                                                            {"sarif", write_sarif},
                                                            {"junit", write_junit},
                                                            {"github", write_github},
                                                            {"markdown", write_markdown},
                                                            {"html", write_html},
                                                            {"summary", write_summary}});
    return kFormats;
}

} // namespace understudy::report
