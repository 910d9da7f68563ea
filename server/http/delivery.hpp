#pragma once

#include <chrono>
#include <cstddef>

namespace understudy::http {

/// How a faulty reply reaches its client, as a fault rule orders: late, slowly, or incomplete.
struct Delivery {
    enum class Break {
        none,
        unanswered, ///< the connection closes, and nothing is sent
        reset,      ///< the same, with a TCP reset
        truncated,  ///< half of the bytes that Content-Length promises, then a close
        bad_chunk,  ///< `Transfer-Encoding: chunked`, one good chunk and one malformed one, then a close
    };

    std::chrono::milliseconds delay{0}; ///< before the first byte
    Break break_kind = Break::none;
    std::size_t bytes_per_second = 0; ///< 0: as fast as the client takes them
};

} // namespace understudy::http
