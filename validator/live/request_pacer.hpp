#pragma once

#include <chrono>
#include <mutex>

namespace understudy::live {

/// Decides when requests may go out, for all threads together: at most a number in a second, and none before
/// the time that the API asked for.
class RequestPacer {
public:
    using Clock = std::chrono::steady_clock;

    /// `a_second`: requests; 0 is any number.
    explicit RequestPacer(double a_second);

    /// The time at which the caller's next request may go out. Each call takes a place in the row.
    Clock::time_point take();

    /// Sends nothing before then.
    void hold_until(Clock::time_point time);

private:
    std::mutex mutex_;
    Clock::duration gap_;
    Clock::time_point next_; ///< of the row
    Clock::time_point held_; ///< by the API
};

} // namespace understudy::live
