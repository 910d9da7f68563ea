#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "tests/validator/live/certificates.hpp"

namespace understudy::test {

/// How a server ends a connection, after it has sent what it is to send.
enum class Ending {
    keep,  ///< it waits for the next request
    close, ///< in order; over TLS with close_notify
    cut,   ///< over TLS without close_notify; else as close
    reset, ///< with RST
    hang,  ///< it sends nothing more, until the other side closes
};

/// What a server answers to one request.
struct Scene {
    std::string bytes;
    Ending ending = Ending::close;
    bool before_request = false; ///< it does not wait for a request
    bool in_pieces = false;      ///< one byte a write
};

/// A response that is well-formed, kept alive.
Scene good(const std::string& body, const std::string& fields = "Content-Type: application/json\r\n",
           const std::string& status = "200 OK");

/// A server on a loopback port of its own that plays its scenes in turn, whatever is asked, and the last one
/// from then on.
class FaultServer {
public:
    explicit FaultServer(std::vector<Scene> scenes, const Certificate* certificate = nullptr)
        : FaultServer(std::move(scenes), certificate, "127.0.0.1") {}
    FaultServer(std::vector<Scene> scenes, const Certificate* certificate, const std::string& address);
    ~FaultServer();
    FaultServer(const FaultServer&) = delete;
    FaultServer& operator=(const FaultServer&) = delete;

    std::uint16_t port() const;
    std::string url() const; ///< http or https, the address
    /// The heads of the requests that have come.
    std::vector<std::string> requests() const;
    std::size_t connections() const;
    /// The names that handshakes asked for (RFC 6066 §3); empty where one asked for none.
    std::vector<std::string> server_names() const;

private:
    class Play;
    std::unique_ptr<Play> play_;
};

} // namespace understudy::test
