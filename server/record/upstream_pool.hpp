#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <memory>
#include <vector>

#include "server/record/upstream.hpp"
#include "server/record/upstream_connection.hpp"

namespace understudy::record {

/// The APIs behind a proxy, and the idle connections to them. One thread.
class UpstreamPool {
public:
    /// Throws std::runtime_error if the options cannot be met.
    UpstreamPool(std::vector<Upstream> upstreams, const live::ConnectionOptions& options);

    const std::vector<Upstream>& upstreams() const { return upstreams_; }
    const live::ConnectionOptions& options() const { return options_; }

    /// An idle connection, or a new one that is not open yet.
    std::unique_ptr<UpstreamConnection> take(boost::asio::io_context& context, std::size_t upstream);
    /// Keeps the connection for the next request.
    void give_back(std::size_t upstream, std::unique_ptr<UpstreamConnection> connection);
    /// Closes the idle connections. Call it before their io_context is destroyed.
    void clear();

private:
    std::vector<Upstream> upstreams_;
    live::ConnectionOptions options_;
    boost::asio::ssl::context tls_;
    std::vector<std::vector<std::unique_ptr<UpstreamConnection>>> waiting_; ///< per upstream
};

} // namespace understudy::record
