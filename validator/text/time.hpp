#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::text {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Time = std::int64_t;

/// A date-time of RFC 3339 §5.6; a fraction beyond milliseconds is dropped. Nothing where the text is none.
std::optional<Time> parse_time(std::string_view text);

/// `2026-11-22T06:00:00.000Z`; of a year beyond four digits, with as many as it has.
std::string time_text(Time time);

} // namespace understudy::text
