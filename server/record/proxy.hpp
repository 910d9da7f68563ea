#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/endpoint.hpp"
#include "server/record/recording.hpp"
#include "validator/live/base_url.hpp"
#include "validator/live/connection.hpp"

namespace understudy::record {

/// What a path below the proxy stands for.
struct Upstream {
    std::string prefix; ///< `/noxus`; empty: the only one
    live::BaseUrl base;
    std::string
        base_path; ///< that clients have behind the prefix, for base.path: the path of the contract's server
};

/// An exchange that has passed. The body is as it came, its content coding not undone.
struct Passed {
    std::size_t upstream = 0;
    std::string_view method;
    std::string_view target; ///< as it was asked of the API
    const std::vector<std::pair<std::string, std::string>>* request_fields = nullptr;
    Captured captured;
    bool is_too_large = false; ///< more than most_body: not all of it is here
};

/// Called before the client has the last byte of a response that came whole.
using OnPassed = std::function<void(const Passed&)>;

/// A reverse proxy, HTTP/1.1: what comes from the API goes to the client byte by byte as it comes. A request
/// goes on as it is but for its Host, its path, and the fields that are about the connection. One thread, in
/// run().
class RecordingProxy {
public:
    /// Binds and listens. Throws std::system_error with address and port in its message.
    RecordingProxy(const http::Endpoint& where, std::vector<Upstream> upstreams,
                   const live::ConnectionOptions& options, OnPassed on_passed);
    ~RecordingProxy();
    RecordingProxy(const RecordingProxy&) = delete;
    RecordingProxy& operator=(const RecordingProxy&) = delete;

    http::Endpoint endpoint() const;

    /// Serves until stop(), then lets exchanges that are under way come to their end, for at most a second.
    void run();
    /// From any thread.
    void stop();
    /// stop() on any of these signals. Call it before anybody is told that the proxy is there.
    void stop_on(std::initializer_list<int> signals);

private:
    class Loop;
    std::unique_ptr<Loop> loop_;
};

} // namespace understudy::record
