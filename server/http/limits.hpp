#pragma once

#include <chrono>
#include <cstddef>

namespace understudy::http {

/// What one client may cost the server. Sizes are bytes.
///
/// Deadlines are totals, not pauses between two bytes: a client that dribbles gets no more time than one
/// that is silent. They are checked once a `sweep`, so each may run over by up to two of them.
struct ConnectionLimits {
    std::size_t request_line = 8'192; ///< without its CRLF; more is 414
    std::size_t fields = 16'384;      ///< all field lines with their CRLFs; more is 431
    std::size_t field_count = 100;    ///< more is 431
    std::size_t body = 1'048'576;     ///< decoded; more is 413
    /// Open at once; further clients wait in the listen queue. Never more than RLIMIT_NOFILE leaves room for.
    std::size_t connections = 20'000;

    std::chrono::milliseconds header_deadline{10'000}; ///< from a request's first byte to its empty line
    std::chrono::milliseconds body_deadline{10'000};   ///< from there to the body's last byte
    std::chrono::milliseconds write_deadline{10'000};  ///< from a reply that the socket would not take whole
    std::chrono::milliseconds idle_deadline{60'000};   ///< between two requests, and before the first
    std::chrono::milliseconds sweep{500};

    /// After a last reply the server reads on and discards, so that the client sees the reply and not a
    /// reset (RFC 9112 §9.6): for so long, and so many bytes.
    std::chrono::milliseconds linger{2'000};
    std::size_t linger_bytes = 16'777'216;

    std::chrono::milliseconds grace{700}; ///< what requests in flight get to finish in after stop()
};

} // namespace understudy::http
