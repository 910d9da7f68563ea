#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "validator/live/fetch.hpp"

namespace understudy::live {

/// How long a response asks the client to wait: `Retry-After` in seconds or as a date (RFC 9110 §10.2.3).
/// Else, if no request is left, `X-RateLimit-Reset` in Unix seconds or in seconds from now. Nothing if it
/// does not ask.
std::optional<std::chrono::milliseconds> asked_wait(const FetchedResponse& response,
                                                    std::chrono::system_clock::time_point now);

/// Reads an HTTP-date (RFC 9110 §5.6.7) in the form that senders use today.
std::optional<std::chrono::system_clock::time_point> parse_http_date(std::string_view text);

} // namespace understudy::live
