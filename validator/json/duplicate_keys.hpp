#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace understudy::json {

/// Finds member names that one object gives twice (RFC 8259 §4: names within an object should be unique;
/// what a duplicate means is left to each parser, so a contract cannot allow it).
///
/// One stack serves all the objects that are open at a time: remember mark() when an object starts, add()
/// its names, and close() it with that mark. No hash table, so no names chosen to collide can slow it.
/// Names are views: they must stay valid until their object is closed.
class DuplicateKeys {
public:
    std::size_t mark() const { return names_.size(); }

    void add(std::string_view name) { names_.push_back({fingerprint(name), name.data(), name.size()}); }

    /// Ends the object begun at `mark` and calls `found` with each name (its second and later places) that
    /// the object has more than once.
    template <class Found>
    void close(std::size_t mark, Found&& found) {
        if (names_.size() - mark > 1 && has_duplicate(mark))
            for (const std::string_view name : duplicates(mark)) found(name);
        names_.resize(mark);
    }

    void clear() { names_.clear(); }

private:
    struct Name {
        std::uint64_t fingerprint = 0;
        const char* data = nullptr;
        std::size_t size = 0;
    };

    // The length and the two ends tell nearly all real names apart; equal fingerprints are compared in full.
    static std::uint64_t fingerprint(std::string_view name) {
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        const std::size_t size = name.size();
        if (size >= 4) {
            const std::size_t width = size >= 8 ? 8 : 4;
            head = load(name.data(), width);
            tail = load(name.data() + size - width, width);
        } else if (size != 0) {
            head = static_cast<unsigned char>(name.front());
            tail = static_cast<unsigned char>(name[size / 2]) |
                   (std::uint64_t{static_cast<unsigned char>(name.back())} << 8U);
        }
        return head ^ (tail * 0x9E3779B97F4A7C15U) ^ (size << 56U);
    }
    static std::uint64_t load(const char* at, std::size_t width) {
        std::uint64_t word = 0;
        width == 8 ? std::memcpy(&word, at, 8) : std::memcpy(&word, at, 4);
        return word;
    }
    bool has_duplicate(std::size_t mark);
    std::vector<std::string_view> duplicates(std::size_t mark) const;

    std::vector<Name> names_;
};

} // namespace understudy::json
