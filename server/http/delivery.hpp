#pragma once

#include <chrono>
#include <cstddef>

namespace understudy::http {

/// How a faulty reply reaches its client: late, slowly, or not whole, as a fault rule says.
struct Delivery {
    enum class Break {
        none,
        unanswered, ///< the connection is closed, and nothing was sent
        reset,      ///< the same, with a TCP reset
        truncated,  ///< half of what Content-Length promises, then a close
        bad_chunk,  ///< `Transfer-Encoding: chunked`, one good chunk and one that is none, then a close
    };

    std::chrono::milliseconds delay{0}; ///< before the first byte
    Break break_kind = Break::none;
    std::size_t bytes_per_second = 0; ///< 0: as fast as the client takes them
};

} // namespace understudy::http
