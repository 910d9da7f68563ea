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
    /// Whoever asks must send it as `Authorization: Bearer TOKEN`. Empty: nobody has to.
    std::string token;
    /// What clients put before a session's path: `http://127.0.0.1:4010`. Empty: the host of the request.
    std::string origin;
    std::string scheme = "http";              ///< where `origin` is empty
    std::string version;                      ///< of the program
    std::function<std::size_t()> connections; ///< how many are open; null: nobody knows
    std::function<void()> shutdown;           ///< null: POST /__admin/shutdown does not exist
};

/// What the routes of one admin API share.
struct AdminContext {
    const AdminOptions options;
    mock::Mock& mock;
    const std::int64_t began_ms;          ///< Unix time
    std::atomic<std::size_t> streams = 0; ///< of events, that are open
};

/// A request to the admin API, and what it is about.
struct AdminRequest {
    const http::Request& http; ///< its target begins with `/__admin`
    mock::Session& session;
    const mock::ApiListing& listing;
    AdminContext& context;
    std::string parameter = {}; ///< the part of the path that a route leaves open, decoded
};

using AdminReply = std::shared_ptr<const http::Reply>;

/// A reply of JSON that nobody keeps.
AdminReply json_reply(std::string body, unsigned status = 200);

} // namespace understudy::admin
