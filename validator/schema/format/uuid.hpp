#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 4122 §3: 8-4-4-4-12 hexadecimal digits, in either case.
bool is_uuid(std::string_view text);

} // namespace understudy::schema
