#pragma once

#include <initializer_list>
#include <memory>
#include <vector>

#include "server/http/endpoint.hpp"
#include "server/http/server.hpp"
#include "server/record/upstream_pool.hpp"
#include "server/record/upstream_relay.hpp"

namespace understudy::record {

/// A reverse proxy that stands between a client and real APIs and sees every exchange.
///
/// It is an http::Server whose handler finds the API by the first part of the path and returns an
/// UpstreamRelay. So clients meet the same strictness, limits and problems as with the mock, and a request
/// body arrives whole (at most ConnectionOptions::most_body bytes) before it goes on. The response goes to
/// the client byte by byte as the API sends it, in bounded memory, and unchanged: framing, header fields and
/// errors included. Connections to the APIs are kept and shared by all clients.
///
/// If an API gives no answer at all, the client gets a 502 or 504 problem. A response that breaks off breaks
/// off for the client too, and is not reported to OnPassed. One thread, in run().
class RecordingProxy {
public:
    /// Binds and listens. Throws std::system_error with address and port in its message.
    RecordingProxy(const http::Endpoint& where, std::vector<Upstream> upstreams,
                   const live::ConnectionOptions& options, OnPassed on_passed);
    ~RecordingProxy();
    RecordingProxy(const RecordingProxy&) = delete;
    RecordingProxy& operator=(const RecordingProxy&) = delete;

    const http::Endpoint& endpoint() const { return server_.endpoint(); }

    /// Serves until stop(), then gives exchanges that are under way a second to complete.
    void run() { server_.run(); }
    /// From any thread.
    void stop() { server_.stop(); }
    /// stop() on any of these signals. Call it before run().
    void stop_on(std::initializer_list<int> signals) { server_.stop_on(signals); }

private:
    std::shared_ptr<const http::Reply> answer(const http::Request& request);

    UpstreamPool pool_;
    OnPassed on_passed_;
    http::Server server_; // the last, as its connections refer to the others
};

} // namespace understudy::record
