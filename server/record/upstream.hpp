#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.hpp"
#include "validator/live/base_url.hpp"

namespace understudy::record {

/// An API behind the proxy, and the paths that stand for it.
struct Upstream {
    std::string prefix; ///< `/noxus`; empty: the only API
    live::BaseUrl base;
    /// The path of the contract's server, which clients put behind the prefix. base.path takes its place.
    std::string base_path;

    bool has(std::string_view target) const;               ///< whether the target is below the prefix
    std::string target_for(std::string_view target) const; ///< what to ask the API for
};

/// A request as it goes to the API.
struct ForwardedRequest {
    std::string method, target;
    std::vector<std::pair<std::string, std::string>> fields; ///< without those that `bytes` adds
    std::string bytes;                                       ///< head and body
};

/// Changes the Host and the path, and drops the fields that concern the client's connection alone
/// (RFC 9110 §7.6.1). The body always has a Content-Length, because it has arrived whole.
ForwardedRequest forward(const http::Request& request, const Upstream& upstream);

} // namespace understudy::record
