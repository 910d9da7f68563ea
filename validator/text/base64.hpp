#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace understudy::text {

/// RFC 4648 §4: padded, and no line feed (§3.1). The bits that pad need not be zero, which is a decoder's
/// choice (§3.5).
bool is_base64(std::string_view text);

/// With padding.
std::string to_base64(std::string_view bytes);

/// Nothing if the text is not is_base64().
std::optional<std::string> from_base64(std::string_view text);

} // namespace understudy::text
