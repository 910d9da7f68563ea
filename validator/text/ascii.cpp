#include "validator/text/ascii.hpp"

#include <algorithm>

#include "validator/text/character_class.hpp"

namespace understudy::text {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view whitespace = " \t";
    const std::size_t first = std::min(text.find_first_not_of(whitespace), text.size());
    return text.substr(first, text.find_last_not_of(whitespace) + 1 - first);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return to_lower(x) == to_lower(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

} // namespace understudy::text
