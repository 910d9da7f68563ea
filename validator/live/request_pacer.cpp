#include "validator/live/request_pacer.hpp"

#include <algorithm>

namespace understudy::live {

RequestPacer::RequestPacer(double a_second)
    : gap_(a_second > 0
               ? std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1.0 / a_second))
               : Clock::duration::zero()) {}

RequestPacer::Clock::time_point RequestPacer::take() {
    const std::lock_guard lock(mutex_);
    const Clock::time_point slot = std::max({next_, held_, Clock::now()});
    next_ = slot + gap_;
    return slot;
}

void RequestPacer::hold_until(Clock::time_point time) {
    const std::lock_guard lock(mutex_);
    held_ = std::max(held_, time);
}

} // namespace understudy::live
