#include "tests/soak/visitor.hpp"

#include <sstream>
#include <stdexcept>

namespace understudy::soak {
namespace {

std::string request(std::string_view method, std::string_view target, std::string_view fields,
                    std::string_view body) {
    std::string text;
    text.append(method).append(" ").append(target).append(
        " HTTP/1.1\r\nHost: localhost\r\nX-API-Key: any\r\n");
    text.append("Authorization: Bearer any\r\n").append(fields);
    text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
    return text;
}

} // namespace

Visitor::Visitor(const http::Endpoint& mock)
    : mock_(mock), client_(std::make_unique<http::test::Client>(mock)) {}

http::test::Received Visitor::get(std::string_view target, std::string_view fields) {
    client_->send(request("GET", target, fields, {}));
    auto reply = client_->read_response();
    ++asked_;
    return reply;
}

void Visitor::get_broken(std::string_view target) {
    try {
        ++asked_;
        client_->send(request("GET", target, {}, {}));
        client_->read_response();
    } catch (const std::runtime_error&) {
        ++broken_;
        client_ = std::make_unique<http::test::Client>(mock_);
    }
}

std::string Visitor::admin(std::string_view method, std::string_view target, std::string_view body,
                           unsigned status, std::string_view part) {
    client_->send(request(method, target, {}, body));
    const auto reply = client_->read_response();
    expect(reply, status, part);
    return reply.body;
}

void Visitor::expect(const http::test::Received& reply, unsigned status, std::string_view part) const {
    if (reply.status == status && reply.body.find(part) != std::string::npos) return;
    throw std::runtime_error("expected " + std::to_string(status) + " with " + std::string(part) +
                             "; found " + reply.head + reply.body);
}

std::uint64_t sum_of(const std::string& metrics, std::string_view begin) {
    std::uint64_t sum = 0;
    std::istringstream lines(metrics);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(begin)) sum += std::stoull(line.substr(line.rfind(' ') + 1));
    return sum;
}

std::string LineClient::read_line() {
    std::string line;
    for (std::string c = client_.read_exactly(1); c != "\n"; c = client_.read_exactly(1)) line += c;
    return line;
}

} // namespace understudy::soak
