#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::text {

/// What copy_utf8() writes after the text: zeros that SIMD code may read past the end.
inline constexpr std::size_t kPadding = 64;

/// Copies `text` and kPadding zeros to `to` and checks on the way that it is well-formed UTF-8 (RFC 3629 §4:
/// no overlong form, no surrogate, nothing above U+10FFFF). Returns the offset of the first byte that is not,
/// or text.size(). All bytes are copied either way.
std::size_t copy_utf8(std::string_view text, char* to);

/// The offset of the first byte that is not well-formed UTF-8, or text.size().
std::size_t find_invalid_utf8(std::string_view text);

/// The text as well-formed UTF-8: U+FFFD replaces each byte that is not.
std::string well_formed(std::string_view text);

} // namespace understudy::text
