#pragma once

#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

#include "server/http/connection.hpp"
#include "server/http/connection_sweeper.hpp"
#include "server/http/endpoint.hpp"
#include "server/http/loop.hpp"
#include "server/http/worker_loop.hpp"

namespace understudy::http {

/// Accepts connections, sweeps them and ends them. It implements Server.
class Listener {
public:
    Listener(const Endpoint& where, const Handler& handler, const ConnectionLimits& limits, unsigned threads,
             const std::shared_ptr<const TlsContext>& tls);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    const Endpoint& endpoint() const { return endpoint_; }
    std::size_t connections() const;
    boost::asio::io_context& context() { return loop_.context; }
    void run();
    void stop();
    void stop_on(std::initializer_list<int> signals);

private:
    using Acceptor =
        boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
    using error_code = boost::system::error_code;

    void accept();
    void on_accept(const error_code& error, Connection::Socket socket);
    void on_closed();
    void begin_stop();
    void end();

    Loop loop_;
    Endpoint endpoint_;
    Acceptor acceptor_{loop_.context};
    ConnectionSweeper rounds_;
    std::vector<std::unique_ptr<WorkerLoop>> sides_;
    std::size_t turn_ = 0; ///< the loop of the next connection: 0 is this loop, 1 the first of sides_
    boost::asio::signal_set signals_{loop_.context};
    std::size_t room_;       ///< the most connections that may be open
    bool accepting_ = false; ///< an accept is pending
};

} // namespace understudy::http
