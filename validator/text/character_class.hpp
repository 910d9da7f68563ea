#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::text {

// The classes of RFC 5234 appendix B.1: ASCII alone, whatever the locale.

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_alphanumeric(char c) {
    return is_digit(c) || is_letter(c);
}
constexpr bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
constexpr bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}
constexpr char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr char to_upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}
std::string to_lower(std::string_view text);

/// decode() returns this for ill-formed UTF-8. It is not a code point.
inline constexpr std::uint32_t kNoCharacter = 0x110000;

/// The character of UTF-8 at `at`, which is less than the text's size and moves behind it. Ill-formed UTF-8
/// (RFC 3629 §4) is kNoCharacter, and `at` moves by one byte.
std::uint32_t decode(std::string_view text, std::size_t& at);

/// `%` and two hexadecimal digits at `at` (RFC 3986 §2.1).
constexpr bool is_percent_encoded(std::string_view text, std::size_t at) {
    return text.size() - at >= 3 && text[at] == '%' && is_hex(text[at + 1]) && is_hex(text[at + 2]);
}

/// A character that an IRI may have and a URI may not (RFC 3987 §2.2).
bool is_ucschar(std::uint32_t character);

/// One that only the query of an IRI may have (RFC 3987 §2.2).
bool is_iprivate(std::uint32_t character);

} // namespace understudy::text
