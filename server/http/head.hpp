#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/problem.hpp"

namespace understudy::http {

/// A request's line and fields, and its framing. Views point into the parsed bytes or into the Head itself,
/// so a Head does not move.
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

    /// Parses a head that HeadScanner found complete, and replaces all previous content. Beast splits it into
    /// parts. This function also refuses what Beast would accept but another recipient could read
    /// differently. Returns null, or why it refuses the request.
    const Refusal* parse(std::string_view bytes);

private:
    const Refusal* resolve_target();

    std::string rooted_target_; ///< for an absolute-form target without a path
};

} // namespace understudy::http
