#pragma once

#include <chrono>
#include <cstddef>

namespace understudy::http {

/// What one client may cost the server. Sizes are bytes.
///
/// Deadlines are totals, not pauses between two bytes: a client that sends slowly gets no more time than a
/// silent one. They are checked once per `sweep`, so each may overrun by up to two sweeps.
struct ConnectionLimits {
    std::size_t request_line = 8'192; ///< without its CRLF; more is 414
    std::size_t fields = 16'384;      ///< all field lines with their CRLFs; more is 431
    std::size_t field_count = 100;    ///< more is 431
    std::size_t body = 1'048'576;     ///< decoded; more is 413
    /// Open at once; further clients wait in the listen queue. Always within the limit of RLIMIT_NOFILE.
    std::size_t connections = 20'000;

    std::chrono::milliseconds header_deadline{10'000}; ///< from a request's first byte to its empty line
    std::chrono::milliseconds body_deadline{10'000};   ///< from the empty line to the body's last byte
    std::chrono::milliseconds write_deadline{10'000};  ///< from a reply that the socket did not take whole
    std::chrono::milliseconds idle_deadline{60'000};   ///< between two requests, and before the first
    std::chrono::milliseconds sweep{500};

    /// After a last reply the server reads on and discards, so that the client sees the reply and not a reset
    /// (RFC 9112 §9.6): for at most this time, and at most this many bytes.
    std::chrono::milliseconds linger{2'000};
    std::size_t linger_bytes = 16'777'216;

    std::chrono::milliseconds grace{700}; ///< time for requests in flight to finish after stop()
};

} // namespace understudy::http
