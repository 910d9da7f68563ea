#pragma once

#include <rapidjson/reader.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "validator/json/window.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace understudy::json {

/// A stream for RapidJSON to parse in place (its stream concept, as InsituStringStream implements it). It
/// differs in two points. It does not write to a string without an escape, not even a zero at its end: the
/// text stays as it was, and the next read of the string does not wait for a store. And the scan for a
/// string's end needs no aligned start, but needs text::kPadding readable zeros after the text.
/// (RapidJSON 1.1's own scan also lets the control characters 0x1A to 0x1F through.)
struct TextStream {
    using Ch = char;

    TextStream(char* text, Window& window) : src_(text), dst_(text), head_(text), window_(&window) {}

    Ch Peek() const { return *src_; }
    Ch Take() { return *src_++; }
    std::size_t Tell() const { return static_cast<std::size_t>(src_ - head_); }

    Ch* PutBegin() { return dst_ = src_; }
    void Put(Ch c) {
        // At the reading end nothing has been shortened yet. The byte to write is already there, or it is the
        // quote that RapidJSON wants to replace by a zero.
        if (dst_ + 1 != src_) *dst_ = c;
        ++dst_;
        // The text is well-formed UTF-8 and pairs were joined, so only a lone escape encodes this way.
        const auto byte = static_cast<unsigned char>(c);
        const bool surrogate = byte >= 0xA0 && byte <= 0xBF && static_cast<unsigned char>(dst_[-2]) == 0xED;
        if (surrogate && lone_surrogate_ == kNone) lone_surrogate_ = Tell() - kEscapeLength;
    }
    std::size_t PutEnd(const Ch* begin) const { return static_cast<std::size_t>(dst_ - begin); }
    void Flush() {}

    /// The number of bytes before the next quote, backslash or control character.
    static std::size_t plain_length(const char* at) {
        const char* const begin = at;
        for (;;) {
            const std::size_t plain = plain_in_block(at);
            at += plain;
            if (plain != kBlock) return static_cast<std::size_t>(at - begin);
        }
    }

    /// Whether the text goes on behind `at`, where the window ended. The bytes before `keep` are not needed
    /// again.
    [[gnu::cold]] bool load(const char* at, const char* keep) {
        return at == window_->end() && window_->load(keep);
    }

    /// Makes sure that all of a word that begins here is in the window: null, true, false.
    void load_word() {
        constexpr std::ptrdiff_t kLongest = 5;
        while (window_->end() - src_ < kLongest && window_->load(src_)) {
        }
    }

    /// Makes sure that all of the string that begins here is in the window.
    void load_string() {
        const char* at = src_;
        for (;;) {
            at += plain_length(at);
            if (*at == '\\' &&
                (at[1] != '\0' || load(at + 1, src_ - 1))) // a quote at the end is a separate error
                at += 2;
            else if (*at != '\0' || !load(at, src_ - 1))
                return;
        }
    }

    /// Where the readable part of a number ends (RFC 8259 §6), and why the text is not a number.
    struct Number {
        const Ch* end;
        rapidjson::ParseErrorCode error;
    };
    static Number scan_number(const Ch* at) {
        if (*at == '-') ++at;
        if (*at == '0')
            ++at;
        else if (!skip_digits(at))
            return {at, rapidjson::kParseErrorValueInvalid};
        if (*at == '.' && !skip_digits(++at)) return {at, rapidjson::kParseErrorNumberMissFraction};
        if (*at != 'e' && *at != 'E') return {at, rapidjson::kParseErrorNone};
        ++at;
        if (*at == '+' || *at == '-') ++at;
        const bool has_exponent = skip_digits(at);
        return {at, has_exponent ? rapidjson::kParseErrorNone : rapidjson::kParseErrorNumberMissExponent};
    }

    /// Moves past digits. False if there are none.
    static bool skip_digits(const Ch*& at) {
        const Ch* const begin = at;
        while (*at >= '0' && *at <= '9') ++at;
        return at != begin;
    }

    /// Moves on to the next quote, backslash or control character. Copies the bytes on the way if earlier
    /// escapes have made the string shorter.
    void scan() {
        for (;;) {
            const std::size_t plain = plain_in_block(src_);
            if (dst_ != src_) std::memmove(dst_, src_, plain);
            src_ += plain;
            dst_ += plain;
            if (plain != kBlock) return;
        }
    }

    static constexpr std::size_t kNone = SIZE_MAX;

    char* src_;
    char* dst_;
    char* head_;
    Window* window_;
    std::size_t lone_surrogate_ =
        kNone; ///< offset of the first escape of a low surrogate without its high one

private:
    static constexpr std::size_t kEscapeLength = 6; // of a backslash, u and four digits

#if defined(__SSE2__)
    // Most strings end within one block, and a processor cannot predict the number of blocks in a string.
    static constexpr std::size_t kBlock = 32;

    // The number of bytes, of the kBlock at `at`, before the first that ends the plain part of a string.
    static std::size_t plain_in_block(const char* at) {
        const std::uint64_t stops = stops_in(at) | (stops_in(at + 16) << 16U) | (std::uint64_t{1} << kBlock);
        return static_cast<std::size_t>(std::countr_zero(stops));
    }

    // One bit for each of 16 bytes.
    static std::uint64_t stops_in(const char* at) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        const __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        const int mask = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), control));
        return static_cast<std::uint32_t>(mask);
    }
#else
    static constexpr std::size_t kBlock = 8;

    static std::size_t plain_in_block(const char* at) {
        std::size_t length = 0;
        while (length < kBlock && at[length] != '"' && at[length] != '\\' &&
               static_cast<unsigned char>(at[length]) >= 0x20)
            ++length;
        return length;
    }
#endif
};

} // namespace understudy::json

namespace rapidjson {

template <>
struct StreamTraits<understudy::json::TextStream> {
    enum { copyOptimization = 1 };
};

} // namespace rapidjson
