#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::text {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Time = std::int64_t;

/// A date-time of RFC 3339 §5.6; drops a fraction beyond milliseconds. Nothing if it is not one.
std::optional<Time> parse_time(std::string_view text);

/// `2026-11-22T06:00:00.000Z`. A year beyond four digits is written with all its digits.
std::string time_text(Time time);

} // namespace understudy::text
