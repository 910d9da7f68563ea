#pragma once

#include <chrono>
#include <random>

#include "validator/live/connection.hpp"
#include "validator/live/request_pacer.hpp"

namespace understudy::live {

struct RetryOptions {
    unsigned attempts = 4; ///< at one request
    std::chrono::milliseconds first_pause{
        500}; ///< doubled each time, and from half of it to all of it at random
    std::chrono::milliseconds most_pause{120'000}; ///< an API that asks for more is given up on
};

/// Gets responses politely: at a common pace, with bounded retries, and never before the time that the API
/// asked for. Blocks; one thread at a time. The RequestPacer may be shared, and must outlive it.
class Client {
public:
    Client(ClientConnection& connection, RequestPacer& pace, const RetryOptions& options)
        : connection_(connection), pace_(pace), options_(options) {}

    /// The last response, with its problem, or the reason why there is none. Retried are problems that may
    /// pass, 429 and 5xx. Redirects, 401 and 403 are problems at once. The rest, 404 among it, is an answer.
    FetchResult get(const FetchRequest& request);

private:
    struct Attempt {
        FetchResult outcome;
        std::optional<std::chrono::milliseconds> wait; ///< until the next, where there may be one
    };
    Attempt attempt(const FetchRequest& request, unsigned count);
    std::chrono::milliseconds pause(unsigned count);

    ClientConnection& connection_;
    RequestPacer& pace_;
    RetryOptions options_;
    std::minstd_rand random_{std::random_device{}()};
};

} // namespace understudy::live
