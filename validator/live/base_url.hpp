#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace understudy::live {

/// Says why a URL cannot be used, without repeating the URL.
class UrlError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The address of an API: the URL before the path of an operation.
struct BaseUrl {
    bool is_tls = true;
    std::string host; ///< a name, or an address without brackets
    std::string port;
    std::string path; ///< without a slash at its end: `/api/v1`, or empty

    /// `https://HOST[:PORT][/PATH]`, or `http://` to a loopback address. Throws UrlError. It refuses a URL
    /// with a user, a password, a query or a fragment, and a credential in clear over a network.
    static BaseUrl parse(std::string_view text);

    /// `localhost`, 127.0.0.0/8 or ::1.
    bool is_loopback() const;
    /// The value of `Host` (RFC 9112 §3.2): with the port if it is not the scheme's default.
    std::string authority() const;
    /// `host:port`, for messages.
    std::string endpoint() const;
};

/// Whether a host is this machine itself, no matter what a resolver says.
bool is_loopback_host(std::string_view host);

} // namespace understudy::live
