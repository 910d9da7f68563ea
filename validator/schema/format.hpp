#pragma once

#include <string_view>

namespace understudy::schema {

/// Whether a string is of a format (JSON Schema Validation §7.3).
using FormatCheck = bool (*)(std::string_view);

/// The check for a format's name, or nullptr where this program does not know it.
FormatCheck find_format(std::string_view name);

/// RFC 3339 §5.6, and a day that the month has. A leap second is let through at 23:59:60 UTC.
bool is_date_time(std::string_view text);

/// RFC 4122 §3: 8-4-4-4-12 hexadecimal digits, in either case.
bool is_uuid(std::string_view text);

} // namespace understudy::schema
