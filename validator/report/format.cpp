#include <array>

#include "validator/report/report.hpp"

namespace understudy::report {

std::span<const Format> formats() {
    static constexpr auto kFormats = std::to_array<Format>({{"text", write_text},
                                                            {"json", write_json},
                                                            {"ndjson", nullptr},
                                                            {"sarif", write_sarif},
                                                            {"junit", write_junit},
                                                            {"github", write_github},
                                                            {"markdown", write_markdown}});
    return kFormats;
}

} // namespace understudy::report
