#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.hpp"

namespace understudy::http {

/// The names and values of a request's cookies, in order, the values without their optional quotes.
std::vector<std::pair<std::string_view, std::string_view>> cookies(const Request& request);

/// The value of the first cookie of that name (RFC 6265 §4.2), without its optional quotes; nothing if there
/// is none. Names are case-sensitive.
std::optional<std::string_view> cookie(const Request& request, std::string_view name);

} // namespace understudy::http
