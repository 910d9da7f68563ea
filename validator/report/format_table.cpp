#include <array>
#include <ostream>

#include "validator/drift/summary.hpp"
#include "validator/report/report.hpp"

namespace understudy::report {

void write_summary(const Report& check, std::ostream& out) {
    out << drift::write_summary(check.scope, check.tally.sum());
}

std::vector<check::Drift> unaccepted_drift(const Report& check) {
    std::vector<check::Drift> list = check.tally.drift();
    if (check.baseline != nullptr)
        std::erase_if(list,
                      [&](const check::Drift& drift) { return check.baseline->find(drift) != nullptr; });
    return list;
}

std::uint64_t count_from(const Report& check, check::Severity severity) {
    return check.baseline == nullptr ? check.tally.count_from(severity)
                                     : check.baseline->count_from(severity, check.tally.sum());
}

bool fails(const Report& check) {
    const bool drifts = check.fails_at && count_from(check, *check.fails_at) != 0;
    return drifts || check.tally.sum().seen().percent() < check.min_coverage;
}

std::span<const ReportFormat> formats() {
    static constexpr auto kFormats = std::to_array<ReportFormat>({{"text", write_text},
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
