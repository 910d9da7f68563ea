#include "validator/text/masking.hpp"

#include <cstddef>

#include "validator/text/string_length.hpp"

namespace understudy::text {

bool may_show(std::string_view text) {
    constexpr std::size_t kLongest = 40;
    constexpr std::size_t kDigitsInARow = 4;
    if (text.empty() || text.size() > kLongest) return false;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        if (!letter && (i == 0 || (!digit && c != '_' && c != '.' && c != '-'))) return false;
        digits = digit ? digits + 1 : 0;
        if (digits > kDigitsInARow) return false;
    }
    return true;
}

std::string shown_name(std::string_view name, bool is_promised) {
    if (is_promised || may_show(name)) return std::string(name);
    return "(a name of " + std::to_string(count_code_points(name)) + " characters)";
}

} // namespace understudy::text
