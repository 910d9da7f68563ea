#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace understudy::http {

/// An IP address and a TCP port.
struct Endpoint {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: one that is free, chosen by the system when a Server binds

    /// "127.0.0.1:4010", "[::1]:0" or "localhost:4010". Throws std::invalid_argument, with what was
    /// expected, for anything else; no name but localhost is looked up.
    static Endpoint parse(std::string_view text);

    /// As parse() reads it, an IPv6 address in brackets: fit for a URL.
    std::string to_string() const;
};

} // namespace understudy::http
