#include <array>
#include <ostream>

#include "validator/drift/summary.hpp"
#include "validator/report/report.hpp"

namespace understudy::report {

void write_summary(const Check& check, std::ostream& out) {
    out << drift::write_summary(check.scope, check.tally.sum());
}

std::span<const Format> formats() {
    static constexpr auto kFormats = std::to_array<Format>({{"text", write_text},
                                                            {"json", write_json},
                                                            {"ndjson", nullptr},
                                                            {"sarif", write_sarif},
                                                            {"junit", write_junit},
                                                            {"github", write_github},
                                                            {"markdown", write_markdown},
                                                            {"summary", write_summary}});
    return kFormats;
}

} // namespace understudy::report
