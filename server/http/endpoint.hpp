#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::http {

/// An IP address and a TCP port.
struct Endpoint {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: the system chooses a free one when a Server binds

    /// Accepts "127.0.0.1:4010", "[::1]:0" or "localhost:4010". Throws std::invalid_argument, which says what
    /// was expected, for anything else. Looks up no name but localhost.
    static Endpoint parse(std::string_view text);

    /// In the form that parse() reads, with an IPv6 address in brackets: fit for a URL.
    std::string to_string() const;
};

} // namespace understudy::http
