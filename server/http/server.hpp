#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>

#include "server/http/endpoint.hpp"
#include "server/http/limits.hpp"
#include "server/http/message.hpp"

namespace boost::asio {
class io_context;
}

namespace understudy::http {

class Listener;
class TlsContext;

/// An HTTP/1.0 and 1.1 server on one port.
///
/// Clients can connect once it is constructed; they are answered once run() runs.
class Server {
public:
    /// Binds and listens. Throws std::system_error with address and port in its message. `threads`: the
    /// number of serving threads, including the one in run(); the handler is called on all of them. `tls`
    /// null: plain HTTP.
    Server(const Endpoint& where, const Handler& handler, const ConnectionLimits& limits = {},
           unsigned threads = 1, const std::shared_ptr<const TlsContext>& tls = nullptr);
    ~Server();
    Server(Server&&) noexcept;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The requested address and the actual port.
    const Endpoint& endpoint() const;

    /// The number of open connections. From any thread.
    std::size_t connections() const;

    /// The context that run() runs, for the sockets and timers of a Relay in a server with one thread.
    boost::asio::io_context& context();

    /// Serves until stop(); call it once. Returns when the last connection is gone, at most
    /// ConnectionLimits::grace after stop().
    void run();

    /// From any thread, before or during run(), more than once. The port is free at once, idle connections
    /// close, and requests in flight get their reply with `Connection: close`.
    void stop();

    /// stop() on any of these signals. Call it before run().
    void stop_on(std::initializer_list<int> signals);

private:
    std::unique_ptr<Listener> listener_;
};

} // namespace understudy::http
