#include "validator/schema/compile/short_text.hpp"

#include <algorithm>

namespace understudy::schema {

std::optional<WordSet> WordSet::make(std::span<const std::string_view> words) {
    std::vector<SchemaPlace> texts;
    for (const std::string_view word : words) {
        if (word.size() > ShortText::kSize) return std::nullopt;
        texts.push_back({ShortText::of(word), word.size()});
    }
    constexpr unsigned kMostBits = 10;
    constexpr int kTries = 200;
    WordSet set;
    std::vector<const SchemaPlace*> taken; // by place
    const auto takes_one_each = [&](const SchemaPlace& text) {
        const SchemaPlace*& place = taken[set.place_of(text.text)];
        if (place != nullptr && (place->size != text.size || !(place->text == text.text))) return false;
        place = &text;
        return true;
    };
    std::uint64_t factor = 0x9E3779B97F4A7C15U;
    for (unsigned bits = 3; bits <= kMostBits; ++bits) {
        if ((std::size_t{1} << bits) < words.size()) continue;
        set.shift_ = 64 - bits;
        for (int attempt = 0; attempt < kTries; ++attempt) {
            factor = factor * 6364136223846793005U + 1442695040888963407U; // Knuth, MMIX
            set.factor_ = factor | 1U;
            taken.assign(std::size_t{1} << bits, nullptr);
            if (!std::all_of(texts.begin(), texts.end(), takes_one_each)) continue;
            set.places_.resize(taken.size());
            for (const SchemaPlace& text : texts) set.places_[set.place_of(text.text)] = text;
            return set;
        }
    }
    return std::nullopt;
}

} // namespace understudy::schema
