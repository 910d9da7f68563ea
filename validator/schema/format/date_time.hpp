#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 3339 §5.6, and the month must have the day. A leap second is allowed at 23:59:60 UTC.
bool is_date_time(std::string_view text);

/// `full-date` of RFC 3339 §5.6, and the month must have the day.
bool is_date(std::string_view text);

/// `full-time` of RFC 3339 §5.6: an offset is required. A leap second is allowed at 23:59:60 UTC.
bool is_time(std::string_view text);

/// `duration` of RFC 3339 appendix A, in capitals as ISO 8601 has them: no fraction and no sign. No
/// unit may be missing between two others, and weeks stand alone.
bool is_duration(std::string_view text);

} // namespace understudy::schema
