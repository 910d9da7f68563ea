#include "validator/schema/compile/short_text.hpp"

namespace understudy::schema {

std::optional<WordSet> WordSet::make(std::span<const std::string_view> words) {
    for (const std::string_view word : words)
        if (word.size() > ShortText::kSize) return std::nullopt;
    constexpr unsigned kMostBits = 10;
    constexpr int kTries = 200;
    std::uint64_t factor = 0x9E3779B97F4A7C15U;
    for (unsigned bits = 3; bits <= kMostBits; ++bits) {
        if ((std::size_t{1} << bits) < words.size()) continue;
        for (int attempt = 0; attempt < kTries; ++attempt) {
            factor = factor * 6364136223846793005U + 1442695040888963407U; // Knuth, MMIX
            WordSet set;
            set.factor_ = factor | 1U;
            set.shift_ = 64 - bits;
            set.places_.resize(std::size_t{1} << bits);
            bool fits = true;
            for (const std::string_view word : words) {
                const ShortText text = ShortText::of(word);
                SchemaPlace& place = set.places_[set.place_of(text)];
                fits = fits && (place.size == SIZE_MAX || (place.size == word.size() && place.text == text));
                place = {text, word.size()};
            }
            if (fits) return set;
        }
    }
    return std::nullopt;
}

} // namespace understudy::schema
