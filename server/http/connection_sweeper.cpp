#include "server/http/connection_sweeper.hpp"

#include <utility>

#include "server/http/connection.hpp"

namespace understudy::http {
namespace {

using error_code = boost::system::error_code;

template <class Each>
void each_connection(Loop& loop, Each&& each) {
    for (auto next = loop.connections.begin(); next != loop.connections.end();) each(*next++);
}

} // namespace

ConnectionSweeper::ConnectionSweeper(Loop& loop, std::function<void()> on_sweep)
    : loop_(loop), on_sweep_(std::move(on_sweep)) {}

void ConnectionSweeper::begin() {
    await_sweep();
}

void ConnectionSweeper::await_sweep() {
    sweep_timer_.expires_after(loop_.limits.sweep);
    sweep_timer_.async_wait([this](const error_code& error) {
        if (!error && !stopped_) sweep();
    });
}

void ConnectionSweeper::sweep() {
    await_sweep(); // first, so that a next sweep follows whatever happens below
    ++loop_.tick;
    each_connection(loop_, [](Connection& connection) { connection.sweep(); });
    on_sweep_();
}

void ConnectionSweeper::stop() {
    stopped_ = true;
    sweep_timer_.cancel();
    grace_timer_.expires_after(loop_.limits.grace);
    grace_timer_.async_wait([this](const error_code& error) {
        if (!error) each_connection(loop_, [](Connection& connection) { connection.cut(); });
    });
    each_connection(loop_, [](Connection& connection) { connection.stop(); });
}

void ConnectionSweeper::end() {
    grace_timer_.cancel();
}

} // namespace understudy::http
