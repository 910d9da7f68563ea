#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace understudy::text {

/// RFC 4648 §4: padded, no line feed (§3.1), and the bits that pad are zero (§3.5).
bool is_base64(std::string_view text);

/// With padding.
std::string to_base64(std::string_view bytes);

/// Nothing if the text is not base64. Bits that pad need not be zero.
std::optional<std::string> from_base64(std::string_view text);

} // namespace understudy::text
