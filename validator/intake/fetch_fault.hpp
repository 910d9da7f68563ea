#pragma once

#include <string>
#include <string_view>

namespace understudy::intake {

/// Why a response could not be fetched, or not completely. Such a fault is not drift: the check could not be
/// completed.
enum class Verdict {
    dns,            ///< the host name has no address
    refused,        ///< nothing listens there
    unreachable,    ///< no route to the host
    timeout,        ///< no complete response in time
    reset,          ///< the connection was reset
    closed,         ///< closed before a response began
    truncated,      ///< closed, or the TLS connection without close_notify, inside a response
    malformed,      ///< not a valid HTTP/1.1 response: a bad chunk, a bad field, …
    too_large,      ///< a head or a body exceeds its bound
    encoding,       ///< the Content-Encoding is unknown, or decoding failed
    tls_expired,    ///< the certificate has expired or is not yet valid
    tls_wrong_host, ///< the certificate belongs to another host
    tls_untrusted,  ///< no trusted authority issued the certificate
    tls_handshake,  ///< any other failure of the handshake
    proxy,          ///< the proxy refused the connection
    redirect,       ///< 3xx; not followed, so that the credential goes nowhere else
    unauthorized,   ///< 401 or 403
    rate_limited,   ///< 429 on every attempt
    server_error,   ///< 5xx on every attempt
    unfinished,     ///< the run did not end in the time allowed
};

/// The stable name: `network.dns`, `tls.expired`, `http.redirect` and so on.
std::string_view verdict_name(Verdict verdict);

/// A request that yielded no response to check. Owns its text, which contains no secret.
struct FetchFault {
    Verdict verdict = Verdict::dns;
    std::string document; ///< the run, as reports name it
    std::string detail;   ///< in words: `127.0.0.1:1: connection refused (after 3 attempts)`

    /// `network.refused 127.0.0.1:1: connection refused (after 3 attempts)`
    std::string message() const { return std::string(verdict_name(verdict)) + ": " + detail; }
};

} // namespace understudy::intake
