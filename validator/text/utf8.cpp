#include "validator/text/utf8.hpp"

#include <cstdint>
#include <cstring>

#if defined(__SSSE3__)
#include <tmmintrin.h>
#endif

namespace understudy::text {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080U;

std::uint64_t load(const char* from) {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

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
            if (((load(block) | load(block + 8) | load(block + 16) | load(block + 24)) & kHighBits) != 0)
                break;
            at += 32;
        }
        while (at + 8 <= text.size() && (load(text.data() + at) & kHighBits) == 0) at += 8;
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

#if defined(__SSSE3__)

namespace {

/// Checks UTF-8 a register at a time: what two bytes say together of an error is looked up by the first's two
/// halves and the second's upper one. J. Keiser, D. Lemire: Validating UTF-8 In Less Than One Instruction Per
/// Byte (2021), §6.
class Utf8Check {
public:
    /// Four registers at a time: most of what is read is ASCII, and between ASCII and ASCII nothing can be
    /// wrong.
    void add(const __m128i (&block)[4]) {
        const __m128i all = _mm_or_si128(_mm_or_si128(block[0], block[1]), _mm_or_si128(block[2], block[3]));
        if (_mm_movemask_epi8(_mm_or_si128(all, previous_)) != 0)
            for (const __m128i& input : block) {
                check(input);
                previous_ = input;
            }
        previous_ = block[3];
    }

    bool failed() const { return _mm_movemask_epi8(_mm_cmpeq_epi8(error_, _mm_setzero_si128())) != 0xFFFF; }

private:
    // The faults that a pair of bytes can have, a bit each.
    static constexpr char kTooShort = 1, kTooLong = 2, kOverlong3 = 4, kTooLarge = 8, kSurrogate = 16,
                          kOverlong2 = 32, kTooLarge1000 = 64, kOverlong4 = 64;
    static constexpr char kTwoContinuations = static_cast<char>(128);
    static constexpr char kCarry = kTooShort | kTooLong | kTwoContinuations;

    static __m128i upper_half(__m128i bytes) {
        return _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(0x0F));
    }

    void check(__m128i input) {
        constexpr char kOver = kCarry | kTooLarge | kTooLarge1000;
        const __m128i by_first_upper = _mm_setr_epi8(
            kTooLong, kTooLong, kTooLong, kTooLong, kTooLong, kTooLong, kTooLong, kTooLong, kTwoContinuations,
            kTwoContinuations, kTwoContinuations, kTwoContinuations, kTooShort | kOverlong2, kTooShort,
            kTooShort | kOverlong3 | kSurrogate, kTooShort | kTooLarge | kTooLarge1000 | kOverlong4);
        const __m128i by_first_lower =
            _mm_setr_epi8(kCarry | kOverlong3 | kOverlong2 | kOverlong4, kCarry | kOverlong2, kCarry, kCarry,
                          kCarry | kTooLarge, kOver, kOver, kOver, kOver, kOver, kOver, kOver, kOver,
                          kOver | kSurrogate, kOver, kOver);
        constexpr char kSecond = kTooLong | kOverlong2 | kTwoContinuations;
        const __m128i by_second_upper =
            _mm_setr_epi8(kTooShort, kTooShort, kTooShort, kTooShort, kTooShort, kTooShort, kTooShort,
                          kTooShort, kSecond | kOverlong3 | kTooLarge1000 | kOverlong4,
                          kSecond | kOverlong3 | kTooLarge, kSecond | kSurrogate | kTooLarge,
                          kSecond | kSurrogate | kTooLarge, kTooShort, kTooShort, kTooShort, kTooShort);
        const __m128i one_before = _mm_alignr_epi8(input, previous_, 15);
        const __m128i pairs = _mm_and_si128(
            _mm_and_si128(_mm_shuffle_epi8(by_first_upper, upper_half(one_before)),
                          _mm_shuffle_epi8(by_first_lower, _mm_and_si128(one_before, _mm_set1_epi8(0x0F)))),
            _mm_shuffle_epi8(by_second_upper, upper_half(input)));
        // The third and fourth bytes of a sequence must be continuations after a continuation, and only they.
        const __m128i third =
            _mm_subs_epu8(_mm_alignr_epi8(input, previous_, 14), _mm_set1_epi8(0xE0 - 0x80));
        const __m128i fourth =
            _mm_subs_epu8(_mm_alignr_epi8(input, previous_, 13), _mm_set1_epi8(0xF0 - 0x80));
        const __m128i must =
            _mm_and_si128(_mm_or_si128(third, fourth), _mm_set1_epi8(static_cast<char>(0x80)));
        error_ = _mm_or_si128(error_, _mm_xor_si128(must, pairs));
    }

    __m128i previous_ = _mm_setzero_si128();
    __m128i error_ = _mm_setzero_si128();
};

} // namespace

std::size_t copy_utf8(std::string_view text, char* to) {
    Utf8Check check;
    const auto add_block = [&](const char* from) {
        __m128i block[4];
        for (std::size_t i = 0; i < 4; ++i) {
            block[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from) + i);
            _mm_storeu_si128(reinterpret_cast<__m128i*>(to) + i, block[i]);
        }
        check.add(block);
        to += 64;
    };
    const char* from = text.data();
    std::size_t left = text.size();
    for (; left >= 64; from += 64, left -= 64) add_block(from);
    // The rest with zeros after it: they end every sequence that is cut off.
    char last[64] = {};
    if (left != 0) std::memcpy(last, from, left);
    add_block(last);
    std::memset(to, 0, left);
    return check.failed() ? find_invalid_utf8(text) : text.size();
}

#else

std::size_t copy_utf8(std::string_view text, char* to) {
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    std::memset(to + text.size(), 0, kPadding);
    return find_invalid_utf8(text);
}

#endif

std::string well_formed(std::string_view text) {
    std::string good;
    for (;;) {
        const std::size_t end = find_invalid_utf8(text);
        good += text.substr(0, end);
        if (end == text.size()) return good;
        good += "\xef\xbf\xbd";
        text.remove_prefix(end + 1);
    }
}

} // namespace understudy::text
