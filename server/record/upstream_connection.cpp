#include "server/record/upstream_connection.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>

#include "validator/live/tls.hpp"

namespace understudy::record {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

namespace {

auto with(boost::system::error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

UpstreamFailure unreachable(const boost::system::error_code& error, const std::string& detail) {
    if (error == beast::error::timeout) return {504, "upstream-timeout", detail};
    return {502, "upstream-unreachable", detail};
}

} // namespace

UpstreamConnection::UpstreamConnection(asio::io_context& context, asio::ssl::context& tls,
                                       const live::BaseUrl& base, const live::ConnectionOptions& options)
    : base_(base), options_(options), stream_(context, tls), resolver_(context) {}

asio::awaitable<void> UpstreamConnection::open() {
    error_code error;
    const auto addresses = co_await resolver_.async_resolve(base_.host, base_.port, with(error));
    if (error) throw unreachable(error, base_.host + ": " + error.message());
    tcp_layer().expires_after(options_.timeout);
    co_await tcp_layer().async_connect(addresses, with(error));
    if (error) throw unreachable(error, base_.endpoint() + ": " + error.message());
    tcp_layer().socket().set_option(tcp::no_delay(true), error);
    ::fcntl(tcp_layer().socket().native_handle(), F_SETFD, FD_CLOEXEC);
    if (base_.is_tls) {
        live::expect_host(stream_.native_handle(), base_.host,
                          options_.is_insecure_localhost && base_.is_loopback());
        co_await stream_.async_handshake(asio::ssl::stream_base::client, with(error));
        if (error) {
            const auto problem = live::tls_problem(stream_.native_handle(), base_.endpoint(), error);
            throw unreachable(error, problem.detail);
        }
    }
    is_open_ = true;
}

asio::awaitable<std::size_t> UpstreamConnection::read(asio::mutable_buffer buffer, error_code& error) {
    tcp_layer().expires_after(options_.timeout);
    if (base_.is_tls) co_return co_await stream_.async_read_some(buffer, with(error));
    co_return co_await tcp_layer().async_read_some(buffer, with(error));
}

asio::awaitable<void> UpstreamConnection::write(asio::const_buffer buffer, error_code& error) {
    tcp_layer().expires_after(options_.timeout);
    if (base_.is_tls)
        co_await asio::async_write(stream_, buffer, with(error));
    else
        co_await asio::async_write(tcp_layer(), buffer, with(error));
}

bool UpstreamConnection::is_reusable() {
    char byte = 0;
    const ::ssize_t count = ::recv(tcp_layer().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (count > 0) return base_.is_tls; // session tickets (RFC 8446 §4.6.1) arrive at any time
    return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void UpstreamConnection::close() {
    resolver_.cancel();
    tcp_layer().close();
}

} // namespace understudy::record
