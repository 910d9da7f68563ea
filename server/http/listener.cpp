#include "server/http/listener.hpp"

#include <fcntl.h>
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

/// Descriptors other than connections: standard streams, the listening socket, files being read.
constexpr std::size_t other_descriptors = 64;

std::size_t room_for_connections(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
    const auto descriptors = static_cast<std::size_t>(limit.rlim_cur);
    return std::min(wanted, descriptors > 2 * other_descriptors ? descriptors - other_descriptors
                                                                : std::max<std::size_t>(descriptors / 2, 1));
}

// A program that we start, and what it leaves behind, would keep the port and the connections.
void close_on_exec(int descriptor) {
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

} // namespace

Listener::Listener(const Endpoint& where, const Handler& handler, const ConnectionLimits& limits,
                   unsigned threads, const std::shared_ptr<const TlsContext>& tls)
    : loop_(handler, limits, tls),
      endpoint_(where),
      rounds_(loop_, [this] { accept(); }),
      room_(room_for_connections(limits.connections)) {
    try {
        const tcp::endpoint wanted(asio::ip::make_address(where.address), where.port);
        acceptor_.open(wanted.protocol());
        close_on_exec(acceptor_.native_handle());
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
    for (unsigned i = 1; i < threads; ++i)
        sides_.push_back(std::make_unique<WorkerLoop>(
            handler, limits, tls, [this] { asio::post(loop_.context, [this] { accept(); }); }));
}

Listener::~Listener() {
    loop_.on_closed = nullptr; // connections outlive the acceptor that it would use
}

std::size_t Listener::connections() const {
    std::size_t open = loop_.open;
    for (const auto& side : sides_) open += side->open();
    return open;
}

void Listener::run() {
    for (const auto& side : sides_) side->start();
    asio::post(loop_.context, [this] {
        if (rounds_.stopped()) return;
        rounds_.begin();
        accept();
    });
    for (;;) {
        try {
            loop_.context.run();
            for (const auto& side : sides_) side->join();
            return;
        } catch (const std::exception&) {
            // One connection ran out of memory. Its operation is gone, so it is closed; the others live on.
        }
    }
}

void Listener::accept() {
    if (accepting_ || !acceptor_.is_open() || connections() >= room_) return;
    accepting_ = true;
    turn_ = turn_ < sides_.size() ? turn_ + 1 : 0;
    acceptor_.async_accept(turn_ == 0 ? loop_.context : sides_[turn_ - 1]->context(),
                           [this](const error_code& error, Connection::Socket socket) {
                               accepting_ = false;
                               on_accept(error, std::move(socket));
                           });
}

void Listener::on_accept(const error_code& error, Connection::Socket socket) {
    // Out of descriptors, for example. The next sweep, or the next connection that closes, tries again.
    if (error && error != asio::error::connection_aborted) return;
    if (!error) close_on_exec(socket.native_handle());
    if (!error && turn_ != 0)
        sides_[turn_ - 1]->take(std::move(socket));
    else if (!error)
        std::make_shared<Connection>(loop_, std::move(socket))->start();
    accept();
}

void Listener::on_closed() {
    accept();
    if (rounds_.stopped() && loop_.open == 0) end();
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
    if (rounds_.stopped()) return;
    error_code ignored;
    acceptor_.close(ignored);
    rounds_.stop();
    for (const auto& side : sides_) side->stop();
    if (loop_.open == 0) end();
}

/// Makes run() return. A relay may still wait for the system to resolve a name, but nobody needs that any
/// more.
void Listener::end() {
    rounds_.end();
    signals_.cancel();
    loop_.context.stop();
}

} // namespace understudy::http
