#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <cstddef>
#include <stdexcept>
#include <string>

#include "validator/live/base_url.hpp"
#include "validator/live/connection.hpp"

namespace understudy::record {

/// Why an API gave no answer, as a problem for the client.
struct UpstreamFailure {
    unsigned status;
    std::string slug;
    std::string detail;
};

/// A connection to an API. Lives on one thread.
class UpstreamConnection {
public:
    using error_code = boost::system::error_code;

    /// The arguments outlive the connection.
    UpstreamConnection(boost::asio::io_context& context, boost::asio::ssl::context& tls,
                       const live::BaseUrl& base, const live::ConnectionOptions& options);

    /// Throws UpstreamFailure.
    boost::asio::awaitable<void> open();
    boost::asio::awaitable<std::size_t> read(boost::asio::mutable_buffer buffer, error_code& error);
    boost::asio::awaitable<void> write(boost::asio::const_buffer buffer, error_code& error);

    bool is_open() const { return is_open_; }
    /// Whether it can take another request: the API has neither closed it nor sent anything unasked.
    bool is_reusable();
    /// Ends pending operations with an error.
    void close();

private:
    boost::beast::tcp_stream& tcp_layer() { return stream_.next_layer(); }

    const live::BaseUrl& base_;
    const live::ConnectionOptions& options_;
    boost::beast::ssl_stream<boost::beast::tcp_stream> stream_;
    boost::asio::ip::tcp::resolver resolver_;
    bool is_open_ = false;
};

} // namespace understudy::record
