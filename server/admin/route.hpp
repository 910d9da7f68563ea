#pragma once

#include <span>
#include <string_view>

#include "server/admin/admin_request.hpp"

namespace understudy::admin {

/// One route of the admin API. `*` in the path stands for a parameter, which may contain slashes. The first
/// route that fits answers, so fixed paths come before paths with a parameter.
struct Route {
    std::string_view method;
    std::string_view path; ///< below `/__admin`
    AdminReply (*answer)(const AdminRequest&);
    bool changes = false;   ///< whether it changes something that event streams report
    bool is_public = false; ///< whether it needs no token: a browser has none until the page has asked for it
};

std::span<const Route> console_routes();  ///< the page
std::span<const Route> status_routes();   ///< health, metrics, reset, shutdown
std::span<const Route> event_routes();    ///< server-sent events
std::span<const Route> request_routes();  ///< the journal
std::span<const Route> scenario_routes(); ///< the progress of runs
std::span<const Route> fault_routes();    ///< fault rules
std::span<const Route> session_routes();  ///< sessions

} // namespace understudy::admin
