#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace understudy::schema {

/// The first bytes of a text in registers, zeros after its end: names and enum words are compared without a
/// loop and without a branch, which a parser's unpredictable input would make expensive.
struct ShortText {
    static constexpr std::size_t kSize = 24;

    std::array<std::uint64_t, 3> words{};

    /// Of a text of `size` bytes at `at`, from where kSize bytes can be read whatever its size is.
    static ShortText load(const char* at, std::size_t size) {
        const auto& masks = kMasks[std::min(size, kSize)];
        ShortText text;
        std::memcpy(text.words.data(), at, kSize);
        for (std::size_t i = 0; i < masks.size(); ++i) text.words[i] &= masks[i];
        return text;
    }

    static ShortText of(std::string_view text) {
        char bytes[kSize] = {};
        std::memcpy(bytes, text.data(), std::min(text.size(), kSize));
        return load(bytes, text.size());
    }

    friend bool operator==(const ShortText& a, const ShortText& b) {
        return ((a.words[0] ^ b.words[0]) | (a.words[1] ^ b.words[1]) | (a.words[2] ^ b.words[2])) == 0;
    }

private:
    static constexpr std::array<std::array<std::uint64_t, 3>, kSize + 1> kMasks = [] {
        std::array<std::array<std::uint64_t, 3>, kSize + 1> masks{};
        for (std::size_t size = 0; size <= kSize; ++size)
            for (std::size_t i = 0; i < size; ++i) masks[size][i / 8] |= std::uint64_t{0xFF} << (8 * (i % 8));
        return masks;
    }();
};

/// A set of words, each of at most ShortText::kSize bytes, with a place of its own for each.
class WordSet {
public:
    /// Nothing where a word is too long, and where no places can be found.
    static std::optional<WordSet> make(std::span<const std::string_view> words);

    bool contains(const ShortText& text, std::size_t size) const {
        const SchemaPlace& place = places_[place_of(text)];
        return place.size == size && place.text == text;
    }

private:
    struct SchemaPlace {
        ShortText text;
        std::size_t size = SIZE_MAX;
    };

    std::size_t place_of(const ShortText& text) const {
        return ((text.words[0] + 3 * text.words[1] + 5 * text.words[2]) * factor_) >> shift_;
    }

    std::uint64_t factor_ = 1;
    unsigned shift_ = 63;
    std::vector<SchemaPlace> places_;
};

} // namespace understudy::schema
