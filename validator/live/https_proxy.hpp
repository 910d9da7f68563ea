#pragma once

#include <optional>
#include <string>

#include "validator/live/base_url.hpp"

namespace understudy::live {

/// An HTTP proxy that connections go through with CONNECT (RFC 9110 §9.3.6).
struct HttpsProxy {
    std::string host;
    std::string port;
    std::string authorization; ///< the value of Proxy-Authorization, a secret; empty: do not send it

    std::string endpoint() const { return host + ":" + port; }
};

/// The proxy that the environment names for a URL. `HTTPS_PROXY` or `https_proxy` applies to https. Loopback
/// and the hosts that `NO_PROXY` or `no_proxy` lists use no proxy. That list has names, `.suffix`, addresses
/// and `*`, each with or without a port. Throws UrlError if the proxy's URL is not usable.
std::optional<HttpsProxy> proxy_for(const BaseUrl& url);

} // namespace understudy::live
