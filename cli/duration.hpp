#pragma once

#include <chrono>
#include <string>

namespace understudy::cli {

/// `250ms`, `10s`, `2m` or `1h`: a whole number and its unit, more than nothing and a day at most. Throws
/// UsageError, which names the option.
std::chrono::milliseconds parse_duration(const std::string& option, const std::string& text);

} // namespace understudy::cli
