#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/relay.hpp"
#include "server/record/observed_reply.hpp"
#include "server/record/recording.hpp"
#include "server/record/upstream_pool.hpp"

namespace understudy::record {

/// A completed exchange. The body is as received, with its content coding.
struct Passed {
    std::size_t upstream = 0;
    std::string_view method;
    std::string_view target; ///< as sent to the API
    const std::vector<std::pair<std::string, std::string>>* request_fields = nullptr;
    Captured captured;
    bool is_too_large = false; ///< longer than ConnectionOptions::most_body: the body is not kept
};

/// Called when a response has arrived whole, before the client gets its last byte.
using OnPassed = std::function<void(const Passed&)>;

/// Sends a request to an API and relays the answer, every byte as it comes. It parses the bytes on the side.
class UpstreamRelay : public http::Relay, public std::enable_shared_from_this<UpstreamRelay> {
public:
    /// `context`, `pool` and `on_passed` outlive the relay.
    UpstreamRelay(boost::asio::io_context& context, UpstreamPool& pool, std::size_t upstream,
                  ForwardedRequest request, const OnPassed& on_passed);

    void next(Ready ready) override;
    void cancel() override;

private:
    static boost::asio::awaitable<void> bring(std::shared_ptr<UpstreamRelay> self,
                                              std::shared_ptr<Ready> ready);
    boost::asio::awaitable<void> ask();
    boost::asio::awaitable<Piece> read();
    void pass();

    boost::asio::io_context& context_;
    UpstreamPool& pool_;
    std::size_t upstream_;
    ForwardedRequest request_;
    const OnPassed& on_passed_;
    std::unique_ptr<UpstreamConnection> connection_;
    ObservedReply reply_;
    std::chrono::steady_clock::time_point asked_;
    std::unique_ptr<char[]> room_;
    bool has_begun_ = false;     ///< the API has begun to answer
    std::weak_ptr<Ready> ready_; ///< only bring() owns it, as it owns the connection that owns this
};

} // namespace understudy::record
