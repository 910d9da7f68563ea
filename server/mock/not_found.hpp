#pragma once

#include <memory>
#include <string_view>

#include "server/http/message.hpp"
#include "server/mock/api_listing.hpp"

namespace understudy::mock {

/// The mock's own 404, for a path that no API has: a problem (RFC 9457) that lists the paths there are. A run
/// that has no fixture is another matter: that 404 is the API's own (api.cpp).
std::shared_ptr<const http::Reply> not_found(const ApiListing& listing, std::string_view path);

} // namespace understudy::mock
