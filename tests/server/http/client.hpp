#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/http/server.hpp"

namespace understudy::http::test {

/// A response as it came in.
struct Received {
    unsigned status = 0;
    std::string head; ///< with its empty line
    std::string body;

    /// Empty where there is no such field.
    std::string field(std::string_view name) const;
};

/// A blocking TCP client that sends exactly the bytes it is given. What does not come within ten seconds is
/// an exception, so that a test fails and does not hang.
class Client {
public:
    /// Not connected yet: has a descriptor, and no more.
    Client();
    explicit Client(const Endpoint& server);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    void connect(const Endpoint& server);
    void receive_little(); ///< a receive buffer as small as the system allows; call it before connect()
    void send(std::string_view bytes);
    void send_bytewise(std::string_view bytes); ///< each byte in a segment of its own
    void finish_sending();                      ///< closes this side alone

    Received read_response(bool to_head = false);
    std::optional<Received> read_response_or_end(); ///< nothing if the server closes first
    std::string read_exactly(std::size_t size);
    std::string read_to_end(); ///< all that comes before the server closes; a reset is an exception
    bool readable_within(int milliseconds) const;

private:
    bool receive_more();

    int socket_ = -1;
    std::string received_;
};

/// A server that runs, on a port of its own, for the time of a test.
class Running {
public:
    explicit Running(Handler handler, const ConnectionLimits& limits = {}, const Endpoint& where = {});
    ~Running();

    Server& server() { return server_; }
    const Endpoint& endpoint() const { return server_.endpoint(); }
    void join(); ///< until run() has returned

private:
    Server server_;
    std::thread thread_;
};

/// Replies 200 with `METHOD TARGET HOST` and, on a line of its own, the body.
std::shared_ptr<const Reply> echo(const Request& request);

/// The shortest request of HTTP/1.1.
std::string get(std::string_view target);

} // namespace understudy::http::test
