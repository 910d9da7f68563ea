#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/server/http/client.hpp"

namespace understudy::soak {

/// A client of a mock on one connection that counts what it asks. What is not as expected is a
/// std::runtime_error.
class Visitor {
public:
    explicit Visitor(const http::Endpoint& mock);

    /// `fields`: each with its CRLF.
    http::test::Received get(std::string_view target, std::string_view fields = {});

    /// As get(), of a reply that may break off.
    void get_broken(std::string_view target);

    /// A request of the admin API, which is not counted: its reply's body, which has `part` in it.
    std::string admin(std::string_view method, std::string_view target, std::string_view body,
                      unsigned status, std::string_view part = {});

    void expect(const http::test::Received& reply, unsigned status, std::string_view part) const;

    std::uint64_t asked() const { return asked_; }
    std::uint64_t broken() const { return broken_; }

private:
    http::Endpoint mock_;
    std::unique_ptr<http::test::Client> client_;
    std::uint64_t asked_ = 0;
    std::uint64_t broken_ = 0;
};

/// The sum of the metrics whose lines begin so, in Prometheus's text format.
std::uint64_t sum_of(const std::string& metrics, std::string_view begin);

/// A client that reads a stream line by line.
class LineClient {
public:
    explicit LineClient(const http::Endpoint& mock) : client_(mock) {}

    void send(std::string_view bytes) { client_.send(bytes); }
    void read_response() { client_.read_response(); }
    std::string read_line(); ///< without its line feed

private:
    http::test::Client client_;
};

} // namespace understudy::soak
