#pragma once

#include <cstddef>

// The sanitizers' build reads every text in small pieces, so that what outlives its piece is found.
#ifndef UNDERSTUDY_WINDOW
#define UNDERSTUDY_WINDOW (std::size_t{4} << 20)
#endif

namespace understudy::json {

inline constexpr std::size_t kMaxSize = std::size_t{1} << 30;

/// How much a JSON text may cost before it is refused.
struct Limits {
    /// Deepest nesting of arrays and objects. The parser recurses once a level, so this also keeps
    /// the stack safe. kMaxDepth is the most that a caller may set.
    std::size_t depth = 1000;
    /// Longest text, in bytes. RapidJSON counts string lengths in 32 bits.
    std::size_t size = kMaxSize;
    /// Longest string or name, in bytes of UTF-8.
    std::size_t string = kMaxSize;
    /// Only about this many bytes of a longer text are in memory at a time. 0: always all of it.
    std::size_t window = UNDERSTUDY_WINDOW;
};

inline constexpr std::size_t kMaxDepth = 4000;

} // namespace understudy::json
