#include "validator/text/percent.hpp"

#include <algorithm>

#include "validator/text/character_class.hpp"

namespace understudy::text {
namespace {

/// The value of a hexadecimal digit.
int value_of(char digit) {
    return is_digit(digit) ? digit - '0' : to_lower(digit) - 'a' + 10;
}

bool is_unreserved(char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

} // namespace

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(c))
            encoded += c;
        else
            encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return encoded;
}

std::string percent_decode(std::string_view text) {
    const std::size_t plain = std::min(text.find('%'), text.size()); // all of it, nearly always
    std::string decoded(text.substr(0, plain));
    for (std::size_t i = plain; i < text.size(); ++i) {
        if (!is_percent_encoded(text, i)) {
            decoded += text[i];
            continue;
        }
        decoded += static_cast<char>(value_of(text[i + 1]) * 16 + value_of(text[i + 2]));
        i += 2;
    }
    return decoded;
}

} // namespace understudy::text
