#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace understudy::mock {

/// The reply that a request prefers (the field Prefer, RFC 7240), in Prism's convention. Preferences that the
/// mock does not understand are ignored, as RFC 7240 §2 requires.
struct Preference {
    std::string code;    ///< a documented status; empty: none given
    std::string example; ///< a fixture's name
    std::string state;   ///< a state of the run's life
    bool dynamic = false;

    bool empty() const { return code.empty() && example.empty() && state.empty() && !dynamic; }

    static Preference of(const http::Request& request);
};

} // namespace understudy::mock
