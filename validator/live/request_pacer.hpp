#pragma once

#include <chrono>
#include <mutex>

namespace understudy::live {

/// Decides when requests may go out, for all threads together: at most a given number per second, and none
/// before the time that the API requested.
class RequestPacer {
public:
    using Clock = std::chrono::steady_clock;

    /// `a_second` is the number of requests per second; 0 means no limit.
    explicit RequestPacer(double a_second);

    /// The time at which the caller's next request may go out. Each call takes a place in the queue.
    Clock::time_point take();

    /// Holds all requests until then.
    void hold_until(Clock::time_point time);

private:
    std::mutex mutex_;
    Clock::duration gap_;
    Clock::time_point next_; ///< the next free place in the queue
    Clock::time_point held_; ///< the time that the API requested
};

} // namespace understudy::live
