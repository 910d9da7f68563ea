#pragma once

#include <chrono>
#include <random>

#include "validator/live/connection.hpp"
#include "validator/live/request_pacer.hpp"

namespace understudy::live {

struct RetryOptions {
    unsigned attempts = 4; ///< per request
    std::chrono::milliseconds first_pause{
        500}; ///< doubled each time; the actual pause is a random part of it, from half to all
    std::chrono::milliseconds most_pause{120'000}; ///< the client gives up on an API that asks for more
};

/// Gets responses politely: at a common pace, with bounded retries, and never before the time that the API
/// requested. Blocks. One thread at a time. The RequestPacer may be shared, and must outlive the client.
class Client {
public:
    Client(ClientConnection& connection, RequestPacer& pace, const RetryOptions& options)
        : connection_(connection), pace_(pace), options_(options) {}

    /// Returns the last response, with its problem, or the reason why no response came. The client retries
    /// problems that may pass, 429 and 5xx. Redirects, 401 and 403 are problems at once. All other responses,
    /// including 404, are answers.
    FetchResult get(const FetchRequest& request);

private:
    struct Attempt {
        FetchResult outcome;
        std::optional<std::chrono::milliseconds> wait; ///< until the next attempt, if another is allowed
    };
    Attempt attempt(const FetchRequest& request, unsigned count);
    std::chrono::milliseconds pause(unsigned count);

    ClientConnection& connection_;
    RequestPacer& pace_;
    RetryOptions options_;
    std::minstd_rand random_{std::random_device{}()};
};

} // namespace understudy::live
