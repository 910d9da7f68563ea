#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 4648 §4: padded, no line feed (§3.1), and the bits that pad are zero (§3.5).
bool is_base64(std::string_view text);

} // namespace understudy::schema
