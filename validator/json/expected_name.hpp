#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace understudy::json {

/// A member name that probably comes next in a text. Where it does, the reader need not look for the name's
/// end, and goes on before it knows what the next bytes are: it does not wait for a length to be found.
class ExpectedName {
public:
    /// Matches nothing.
    ExpectedName() = default;

    /// Of a name that is too long, or is not written as it is (RFC 8259 §7), this matches nothing.
    explicit ExpectedName(std::string_view name) {
        constexpr std::string_view kRest = "\":";
        const auto is_escaped = [](unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; };
        if (name.size() + kRest.size() > kSize || std::any_of(name.begin(), name.end(), is_escaped)) return;
        char bytes[kSize] = {};
        char mask[kSize] = {};
        std::memcpy(bytes, name.data(), name.size());
        std::memcpy(bytes + name.size(), kRest.data(), kRest.size());
        std::memset(mask, 0xFF, name.size() + kRest.size());
        std::memcpy(words_.data(), bytes, kSize);
        std::memcpy(mask_.data(), mask, kSize);
        size_ = name.size();
    }

    /// Whether the name, its closing quote and a colon are at `at`, where text::kPadding bytes can be read.
    bool is_at(const char* at) const {
        // Word by word: a copy of all of them would be stored and loaded again.
        const auto differs = [&](std::size_t i) {
            std::uint64_t text;
            std::memcpy(&text, at + i * sizeof text, sizeof text);
            return (text & mask_[i]) ^ words_[i];
        };
        return (differs(0) | differs(1) | differs(2)) == 0;
    }

    std::size_t size() const { return size_; }

private:
    static constexpr std::size_t kSize = 24;

    std::array<std::uint64_t, 3> words_ = {1}; // with an empty mask, no text is that
    std::array<std::uint64_t, 3> mask_{};
    std::size_t size_ = 0;
};

} // namespace understudy::json
