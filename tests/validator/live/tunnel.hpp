#pragma once

#include <cstdint>
#include <string>
#include <thread>

namespace understudy::test {

/// A proxy on a loopback port that makes one tunnel (RFC 9110 §9.3.6): whatever host is asked for, it leads
/// to one port here.
class Tunnel {
public:
    explicit Tunnel(std::uint16_t to);
    ~Tunnel();
    Tunnel(const Tunnel&) = delete;
    Tunnel& operator=(const Tunnel&) = delete;

    std::uint16_t port() const { return port_; }
    /// The head of the request for it. Once the tunnel has ended.
    const std::string& request();

private:
    void serve(std::uint16_t to);

    int listener_;
    std::uint16_t port_ = 0;
    std::string request_;
    std::thread thread_;
};

} // namespace understudy::test
