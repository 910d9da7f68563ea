#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "server/admin/desk.hpp"

namespace understudy::admin {

/// A request to the desk, and what it is about. For the desk's own sources.
struct Desk::Ask {
    const http::Request& request;
    Session& session;
    const Playbill& playbill;
    std::int64_t now_ms;
    std::string parameter = {}; ///< the part of the path that an entrance leaves open, decoded
};

/// A reply of JSON that nobody keeps.
std::shared_ptr<const http::Reply> json_reply(std::string body, unsigned status = 200);

} // namespace understudy::admin
