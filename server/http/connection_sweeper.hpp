#pragma once

#include <boost/asio/steady_timer.hpp>
#include <functional>

#include "server/http/loop.hpp"

namespace understudy::http {

/// Sweeps the connections of one loop, and finally stops and cuts them. It lives on the loop's thread, which
/// destroys it before the loop.
class ConnectionSweeper {
public:
    /// `on_sweep` is called after each sweep.
    ConnectionSweeper(Loop& loop, std::function<void()> on_sweep);

    void begin();
    /// Closes idle connections now, and the others after ConnectionLimits::grace.
    void stop();
    /// Cancels all timers.
    void end();
    bool stopped() const { return stopped_; }

private:
    void await_sweep();
    void sweep();

    Loop& loop_;
    std::function<void()> on_sweep_;
    boost::asio::steady_timer sweep_timer_{loop_.context};
    boost::asio::steady_timer grace_timer_{loop_.context};
    bool stopped_ = false;
};

} // namespace understudy::http
