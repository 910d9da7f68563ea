#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace understudy::mock {

/// What a request would like to be answered (the field Prefer, RFC 7240), in Prism's convention. What is not
/// understood is passed over, as §2 there has it.
struct Preference {
    std::string code;    ///< a documented status; empty: not said
    std::string example; ///< a fixture's name
    std::string state;   ///< of the run's life
    bool dynamic = false;

    bool empty() const { return code.empty() && example.empty() && state.empty() && !dynamic; }

    static Preference of(const http::Request& request);
};

} // namespace understudy::mock
