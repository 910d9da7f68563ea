#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.hpp"
#include "validator/live/base_url.hpp"

namespace understudy::record {

/// An API behind the proxy, and the path prefix that selects it.
struct Upstream {
    std::string prefix; ///< `/noxus`; empty: the only API
    live::BaseUrl base;
    /// The path of the contract's server URL, which clients put after the prefix. base.path replaces it.
    std::string base_path;

    bool has(std::string_view target) const;               ///< whether the target is below the prefix
    std::string target_for(std::string_view target) const; ///< the target to request from the API
};

/// A request as the proxy sends it to the API.
struct ForwardedRequest {
    std::string method, target;
    std::vector<std::pair<std::string, std::string>> fields; ///< without the fields that `bytes` adds
    std::string bytes;                                       ///< head and body
};

/// Changes the Host and the path, and drops the fields that concern the client's connection alone
/// (RFC 9110 §7.6.1). The body always has a Content-Length, because it has arrived whole.
ForwardedRequest forward(const http::Request& request, const Upstream& upstream);

} // namespace understudy::record
