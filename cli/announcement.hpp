#pragma once

#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "server/http/endpoint.hpp"

namespace understudy::cli {

/// Where a server can be reached.
struct Announcement {
    http::Endpoint endpoint;
    std::vector<std::pair<std::string, std::string>> apis; ///< name, and base URL for its clients
    std::string admin;                                     ///< URL of the admin API; empty: there is none
};

/// Writes it for the program that started the server, as one line of JSON. Throws std::system_error if `out`
/// does not take the line: whoever waits for it would wait forever.
void announce(const Announcement& announcement, std::ostream& out);

/// An authority (RFC 3986 §3.2) that a client on this machine can connect to.
std::string client_authority(http::Endpoint endpoint);

} // namespace understudy::cli
