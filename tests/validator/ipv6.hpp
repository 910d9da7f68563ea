#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>

namespace understudy::test {

/// Whether this machine has the IPv6 loopback address. Says that a test is skipped where it has not.
inline bool has_ipv6() {
    const int descriptor = ::socket(AF_INET6, SOCK_STREAM, 0);
    ::sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = IN6ADDR_LOOPBACK_INIT;
    const bool has = descriptor >= 0 &&
                     ::bind(descriptor, reinterpret_cast<const ::sockaddr*>(&address), sizeof address) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!has) std::cout << "skipped, this machine has no IPv6 loopback address\n";
    return has;
}

} // namespace understudy::test
