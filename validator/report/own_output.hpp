#pragma once

#include <cstddef>
#include <string_view>

namespace understudy::report {

/// So many bytes of a file decide.
inline constexpr std::size_t kHeadOfOutput = 512;

/// Whether a file that begins so is what this program writes about a check: a report (JSON, NDJSON, SARIF), a
/// summary, a baseline or a suggested overlay. It says nothing about an API, so a folder that holds one is
/// read without it.
bool is_own_output(std::string_view head);

} // namespace understudy::report
