#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/mock/mock.hpp"

namespace understudy::admin {

struct AdminOptions {
    /// Clients must send it as `Authorization: Bearer TOKEN`. Empty: no token is required.
    std::string token;
    /// What clients put before a session's path: `http://127.0.0.1:4010`. Empty: use the host of the request.
    std::string origin;
    std::string scheme = "http";              ///< used if `origin` is empty
    std::string version;                      ///< the program's version
    std::function<std::size_t()> connections; ///< the number of open connections; null: unknown
    std::function<void()> shutdown;           ///< null: POST /__admin/shutdown does not exist
};

/// What the routes of one admin API share.
struct AdminContext {
    const AdminOptions options;
    mock::Mock& mock;
    const std::int64_t began_ms;          ///< Unix time
    std::atomic<std::size_t> streams = 0; ///< open event streams
};

/// A request to the admin API, with the session and the APIs that it concerns.
struct AdminRequest {
    const http::Request& http; ///< its target begins with `/__admin`
    mock::Session& session;
    const mock::ApiListing& listing;
    AdminContext& context;
    std::string parameter = {}; ///< the part of the path that a route leaves open, decoded
};

using AdminReply = std::shared_ptr<const http::Reply>;

/// A JSON reply that must not be cached.
AdminReply json_reply(std::string body, unsigned status = 200);

} // namespace understudy::admin
