#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <memory>
#include <vector>

#include "server/record/upstream.hpp"
#include "server/record/upstream_connection.hpp"

namespace understudy::record {

/// The APIs behind a proxy, and the connections to them that wait for the next request. One thread.
class UpstreamPool {
public:
    /// Throws std::runtime_error if the options cannot be met.
    UpstreamPool(std::vector<Upstream> upstreams, const live::ConnectionOptions& options);

    const std::vector<Upstream>& upstreams() const { return upstreams_; }
    const live::ConnectionOptions& options() const { return options_; }

    /// One that waits, or a new one, which is not open.
    std::unique_ptr<UpstreamConnection> take(boost::asio::io_context& context, std::size_t upstream);
    /// For the next request.
    void give_back(std::size_t upstream, std::unique_ptr<UpstreamConnection> connection);
    /// Closes those that wait: before their io_context goes.
    void clear();

private:
    std::vector<Upstream> upstreams_;
    live::ConnectionOptions options_;
    boost::asio::ssl::context tls_;
    std::vector<std::vector<std::unique_ptr<UpstreamConnection>>> waiting_; ///< of each upstream
};

} // namespace understudy::record
