#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace understudy::mock {

/// Counts requests for Prometheus. Threads may share it.
class Metrics {
public:
    /// `api` and `operation` are empty if no API has the path.
    void count(std::string_view api, std::string_view operation, unsigned status, std::uint64_t took_us);

    /// Values that others know, taken at the time of the scrape.
    struct Gauges {
        std::size_t open_connections = 0;
        std::size_t sessions = 0;
        std::uint64_t journal_dropped = 0;
        std::uint64_t reloads = 0;
        std::uint64_t failed_reloads = 0;
    };

    /// The text format of Prometheus, version 0.0.4.
    std::string text(const Gauges& gauges) const;

private:
    static constexpr std::array<std::uint64_t, 10> kBounds = {50,     100,    250,     500,      1'000, 5'000,
                                                              10'000, 50'000, 100'000, 1'000'000}; ///< µs

    struct Key {
        std::string api, operation;
        unsigned status = 0;
    };
    struct Earlier {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A& a, const B& b) const {
            if (a.status != b.status) return a.status < b.status;
            if (a.api != b.api) return a.api < b.api;
            return a.operation < b.operation;
        }
    };

    mutable std::mutex mutex_; ///< guards the members below
    std::map<Key, std::uint64_t, Earlier> requests_;
    std::array<std::uint64_t, kBounds.size() + 1> buckets_{};
    std::uint64_t total_us_ = 0;
};

} // namespace understudy::mock
