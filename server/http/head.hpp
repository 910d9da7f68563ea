#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/problem.hpp"

namespace understudy::http {

/// A request's line and fields, and what they say of its framing. Views are into the parsed bytes, or into
/// the Head itself: it does not move.
struct Head {
    Head() = default;
    Head(const Head&) = delete;
    Head& operator=(const Head&) = delete;

    std::string_view method, target, host;
    std::vector<Field> fields;
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool http_1_1 = false;
    bool keep_alive = false;
    bool expects_continue = false;

    /// Reads what HeadScanner found whole, replacing all that was in here. Beast tells the parts; what it
    /// would let through, a second reading of one message by someone else, is refused here.
    /// Null, or why the request is turned away.
    const Refusal* parse(std::string_view bytes);

private:
    const Refusal* resolve_target();

    std::string rooted_target_; ///< of an absolute-form target without a path
};

} // namespace understudy::http
