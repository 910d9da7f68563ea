#pragma once

#include <optional>
#include <string>

#include "validator/live/base_url.hpp"

namespace understudy::live {

/// An HTTP proxy that connections go through with CONNECT (RFC 9110 §9.3.6).
struct HttpsProxy {
    std::string host;
    std::string port;
    std::string authorization; ///< the value of Proxy-Authorization, a secret; empty if there is none

    std::string endpoint() const { return host + ":" + port; }
};

/// The proxy that the environment names for a URL: `HTTPS_PROXY` or `https_proxy` for https, none for
/// loopback and for hosts that `NO_PROXY` or `no_proxy` lists: names, `.suffix`, addresses, `*`, each with or
/// without a port. Throws UrlError if the proxy's URL is not usable.
std::optional<HttpsProxy> proxy_for(const BaseUrl& url);

} // namespace understudy::live
