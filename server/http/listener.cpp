#include "server/http/listener.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <system_error>
#include <utility>

namespace understudy::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

/// Descriptors that are not connections: standard streams, the listening socket, files being read.
constexpr std::size_t other_descriptors = 64;

std::size_t room_for_connections(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
    const auto descriptors = static_cast<std::size_t>(limit.rlim_cur);
    return std::min(wanted, descriptors > 2 * other_descriptors ? descriptors - other_descriptors
                                                                : std::max<std::size_t>(descriptors / 2, 1));
}

} // namespace

Listener::Listener(const Endpoint& where, Handler handler, const Limits& limits)
    : loop_(std::move(handler), limits), endpoint_(where), room_(room_for_connections(limits.connections)) {
    try {
        const tcp::endpoint wanted(asio::ip::make_address(where.address), where.port);
        acceptor_.open(wanted.protocol());
        acceptor_.set_option(
            tcp::acceptor::reuse_address(true)); // past connections in TIME_WAIT do not matter
        acceptor_.bind(wanted);
        acceptor_.listen();
        acceptor_.non_blocking(true);
        endpoint_.port = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
        throw std::system_error(error.code(), "cannot listen on " + where.to_string());
    }
    loop_.on_closed = [this] { on_closed(); };
}

Listener::~Listener() {
    loop_.on_closed = nullptr; // connections outlive the acceptor that it would go on with
}

void Listener::run() {
    asio::post(loop_.context, [this] {
        if (stopped_) return;
        await_sweep();
        accept();
    });
    for (;;) {
        try {
            loop_.context.run();
            return;
        } catch (const std::exception&) {
            // No memory left for one connection. Its operation is gone, and so it is closed; the rest lives
            // on.
        }
    }
}

void Listener::accept() {
    if (accepting_ || !acceptor_.is_open() || loop_.open >= room_) return;
    accepting_ = true;
    acceptor_.async_accept([this](const error_code& error, Connection::Socket socket) {
        accepting_ = false;
        on_accept(error, std::move(socket));
    });
}

void Listener::on_accept(const error_code& error, Connection::Socket socket) {
    // Out of descriptors, say: the next sweep tries again, or the next connection that closes.
    if (error && error != asio::error::connection_aborted) return;
    if (!error) std::make_shared<Connection>(loop_, std::move(socket))->start();
    accept();
}

void Listener::on_closed() {
    accept();
    if (stopped_ && loop_.open == 0) end();
}

void Listener::await_sweep() {
    sweep_timer_.expires_after(loop_.limits.sweep);
    sweep_timer_.async_wait([this](const error_code& error) {
        if (!error && !stopped_) sweep();
    });
}

void Listener::sweep() {
    await_sweep(); // first: whatever happens below, there is a next one
    ++loop_.tick;
    for (auto each = loop_.connections.begin(); each != loop_.connections.end();) (each++)->sweep();
    accept();
}

void Listener::stop() {
    loop_.stopping = true;
    asio::post(loop_.context, [this] { begin_stop(); });
}

void Listener::stop_on(std::initializer_list<int> signals) {
    for (const int signal : signals) signals_.add(signal);
    signals_.async_wait([this](const error_code& error, int) {
        if (!error) stop();
    });
}

void Listener::begin_stop() {
    if (stopped_) return;
    stopped_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    sweep_timer_.cancel();
    await_grace();
    for (auto each = loop_.connections.begin(); each != loop_.connections.end();) (each++)->stop();
    if (loop_.open == 0) end();
}

void Listener::await_grace() {
    grace_timer_.expires_after(loop_.limits.grace);
    grace_timer_.async_wait([this](const error_code& error) {
        if (error) return;
        for (auto each = loop_.connections.begin(); each != loop_.connections.end();) (each++)->cut();
    });
}

/// Nothing is awaited any more, so run() returns.
void Listener::end() {
    grace_timer_.cancel();
    signals_.cancel();
}

} // namespace understudy::http
