#include "validator/text/character_class.hpp"

#include <algorithm>

namespace understudy::text {

std::string to_lower(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return to_lower(c); });
    return lower;
}

std::uint32_t decode(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[i])}; };
    const std::size_t start = at++;
    const std::uint32_t lead = byte(start);
    if (lead < 0x80) return lead;
    if (lead < 0xC2 || lead > 0xF4) return kNoCharacter;
    const std::size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (text.size() - at < more) return kNoCharacter;
    std::uint32_t character = lead & (0x3FU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        const std::uint32_t next = byte(start + 1 + i);
        if ((next & 0xC0U) != 0x80) return kNoCharacter;
        character = (character << 6U) | (next & 0x3FU);
    }
    constexpr std::uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < kLeast[more] || character > 0x10FFFF || surrogate) return kNoCharacter;
    at += more;
    return character;
}

bool is_ucschar(std::uint32_t character) {
    if (character < 0x10000)
        return (character >= 0xA0 && character <= 0xD7FF) || (character >= 0xF900 && character <= 0xFDCF) ||
               (character >= 0xFDF0 && character <= 0xFFEF);
    // Planes 1 to 14, without the noncharacters at their ends and the tags.
    return character <= 0xEFFFD && (character & 0xFFFFU) <= 0xFFFD &&
           (character < 0xE0000 || character >= 0xE1000);
}

bool is_iprivate(std::uint32_t character) {
    return (character >= 0xE000 && character <= 0xF8FF) || (character >= 0xF0000 && character <= 0xFFFFD) ||
           (character >= 0x100000 && character <= 0x10FFFD);
}

} // namespace understudy::text
