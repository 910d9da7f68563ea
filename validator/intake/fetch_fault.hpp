#pragma once

#include <string>
#include <string_view>

namespace understudy::intake {

/// Why a response could not be had, or not whole. No drift: the check could not be completed.
enum class Verdict {
    dns,            ///< the host name has no address
    refused,        ///< nothing listens there
    unreachable,    ///< no way to the host
    timeout,        ///< no whole response in time
    reset,          ///< the connection was reset
    closed,         ///< closed before a response began
    truncated,      ///< closed, or the TLS connection without close_notify, inside a response
    malformed,      ///< no HTTP/1.1 response: a bad chunk, a bad field, …
    too_large,      ///< more than the bound on a head or a body
    encoding,       ///< a Content-Encoding that cannot be decoded, or that is not known
    tls_expired,    ///< the certificate is no longer, or not yet, valid
    tls_wrong_host, ///< the certificate is another host's
    tls_untrusted,  ///< nobody trusted has issued the certificate
    tls_handshake,  ///< anything else that ends a handshake
    proxy,          ///< the proxy does not let through
    redirect,       ///< 3xx, which is not followed: the credential goes nowhere
    unauthorized,   ///< 401 or 403
    rate_limited,   ///< 429 until the attempts were spent
    server_error,   ///< 5xx until the attempts were spent
    unfinished,     ///< the run did not end in the time that it was given
};

/// `network.dns`, `tls.expired`, `http.redirect` and the like: stable names.
std::string_view verdict_name(Verdict verdict);

/// A request that did not come to a response that can be checked. Owns its text, in which there is no secret.
struct FetchFault {
    Verdict verdict = Verdict::dns;
    std::string document; ///< the run, as reports call it
    std::string detail;   ///< in words: `127.0.0.1:1: connection refused (after 3 attempts)`

    /// `network.refused 127.0.0.1:1: connection refused (after 3 attempts)`
    std::string message() const { return std::string(verdict_name(verdict)) + ": " + detail; }
};

} // namespace understudy::intake
