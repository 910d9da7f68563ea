#pragma once

#include <chrono>
#include <string>

namespace understudy::cli {

/// Whether a number without a unit is good. Where it is one of seconds it may have a fraction, and 0 is good.
enum class Bare { refused, seconds };

/// `250ms`, `10s`, `2m` or `1h`: a whole number and its unit, more than nothing and a day at most. Throws
/// UsageError, which names the option.
std::chrono::milliseconds parse_duration(const std::string& option, const std::string& text,
                                         Bare bare = Bare::refused);

} // namespace understudy::cli
