#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::mock {

/// A number of requests allowed in a window of time.
struct RateLimit {
    std::string api; ///< empty: each API separately
    std::uint64_t requests = 0;
    std::int64_t window_ms = 0;
};

/// Counts one session's requests in windows. A window begins with its first request. One thread at a time.
class RateMeter {
public:
    explicit RateMeter(std::vector<RateLimit> limits) : limits_(std::move(limits)) {}

    struct Reading {
        std::uint64_t limit = 0;
        std::uint64_t remaining = 0;
        std::int64_t resets_at_ms = 0;
        bool exceeded = false;
    };

    bool empty() const { return limits_.empty(); } ///< never changes, so any thread may ask

    /// Counts one more request. Returns nothing if that API has no limit.
    std::optional<Reading> count(std::string_view api, std::int64_t now_ms);

    void reset() { windows_.clear(); }

private:
    struct Window {
        std::int64_t ends_ms = 0;
        std::uint64_t requests = 0;
    };

    const std::vector<RateLimit> limits_;
    std::map<std::string, Window, std::less<>> windows_; ///< by API
};

} // namespace understudy::mock
