#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace understudy::generate {

/// Random numbers that are the same on every machine for the same seed. The standard's distributions are not.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    /// Seeded by a seed and a name. Similar names give results as different as any others (FNV-1a).
    Chance(std::uint64_t seed, std::string_view name) : state_(seed ^ 0xcbf29ce484222325U) {
        for (const char c : name) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    bool once_in(std::size_t count) { return below(count) == 0; }
    /// From 0 to 1, excluding 1.
    double share() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

    template <class List>
    const auto& any(const List& list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

} // namespace understudy::generate
