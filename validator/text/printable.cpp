#include "validator/text/printable.hpp"

#include <array>
#include <charconv>
#include <cstddef>

#include "validator/text/utf8.hpp"

namespace understudy::text {
namespace {

std::string escape(char kind, unsigned value) {
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return std::string("\\") + kind + "{" + std::string(digits.data(), end) + "}";
}

// The character at the start of well-formed text, and its length in bytes.
struct Character {
    unsigned point;
    std::size_t size;
};
Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (byte(0) < 0x80) return {byte(0), 1};
    const std::size_t size = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    unsigned point = byte(0) & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) point = (point << 6U) | (byte(i) & 0x3FU);
    return {point, size};
}

bool acts(unsigned point) {
    const bool control =
        point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029;
    const bool turns = point == 0x61C || point == 0x200E || point == 0x200F ||
                       (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return control || turns;
}

// Calls `good` with each run of well-formed UTF-8, and `bad` with each byte between two runs.
template <class Good, class Bad>
void split(std::string_view text, Good&& good, Bad&& bad) {
    while (!text.empty()) {
        const std::size_t end = find_invalid_utf8(text);
        good(text.substr(0, end));
        if (end == text.size()) return;
        bad(static_cast<unsigned char>(text[end]));
        text.remove_prefix(end + 1);
    }
}

} // namespace

std::string printable(std::string_view text) {
    std::string shown;
    const auto good = [&](std::string_view part) {
        while (!part.empty()) {
            const Character character = first_character(part);
            if (acts(character.point))
                shown += escape('u', character.point);
            else
                shown += part.substr(0, character.size);
            part.remove_prefix(character.size);
        }
    };
    split(text, good, [&](unsigned char byte) { shown += escape('x', byte); });
    return shown;
}

} // namespace understudy::text
