#pragma once

#include <string>
#include <string_view>

namespace understudy::text {

/// Every byte except the unreserved characters of RFC 3986 §2.3 becomes a triplet, so the text is safe as
/// one segment of a path and as a name or a value in a query.
std::string percent_encode(std::string_view text);

/// Decodes triplets (RFC 3986 §2.1). A percent sign that begins no triplet stands for itself.
std::string percent_decode(std::string_view text);

} // namespace understudy::text
