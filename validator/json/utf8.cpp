#include "validator/json/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace understudy::json {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080U;

std::uint64_t load(const char* from) {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The length of the well-formed sequence at `text` (RFC 3629 §4, syntax of UTF8-octets), or 0.
std::size_t sequence_length(const char* text, std::size_t left) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (left < length) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (!is_continuation(text[i])) return 0;
    return length;
}

} // namespace

std::size_t find_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        while (at + 32 <= text.size()) {
            const char* block = text.data() + at;
            if (((load(block) | load(block + 8) | load(block + 16) | load(block + 24)) & kHighBits) != 0) break;
            at += 32;
        }
        // A block with a multi-byte character in it, or the tail, byte by byte.
        const std::size_t stop = at + 32 < text.size() ? at + 32 : text.size();
        while (at < stop) {
            const std::size_t length = sequence_length(text.data() + at, text.size() - at);
            if (length == 0) return at;
            at += length;
        }
    }
    return text.size();
}

std::size_t copy_utf8(std::string_view text, char* to) {
    // A page at a time, so that the second reading finds the bytes in the first-level cache. A page may end
    // inside a character: it is then checked again with the next one.
    constexpr std::size_t kPage = 8192;
    std::size_t checked = 0;
    std::size_t invalid = text.size();
    for (std::size_t at = 0; at < text.size(); at += kPage) {
        const std::size_t end = at + kPage < text.size() ? at + kPage : text.size();
        std::memcpy(to + at, text.data() + at, end - at);
        if (invalid != text.size()) continue;
        const std::size_t bad = checked + find_invalid_utf8(text.substr(checked, end - checked));
        const bool may_continue = bad < end && end < text.size() && end - bad < 4;
        if (bad < end && !may_continue) invalid = bad;
        checked = bad;
    }
    return invalid;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += is_continuation(c) ? 0U : 1U;
    return count;
}

} // namespace understudy::json
