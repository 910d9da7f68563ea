#include "tests/server/http/client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "validator/text/ascii.hpp"

namespace understudy::http::test {
namespace {

constexpr int patience = 10'000; // milliseconds

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

} // namespace

std::string Received::field(std::string_view name) const {
    std::string_view rest = head;
    for (auto end = rest.find("\r\n"); end != rest.npos && end != 0; end = rest.find("\r\n")) {
        const auto line = rest.substr(0, end);
        const auto colon = line.find(": ");
        if (colon != line.npos && text::equal_ignoring_case(line.substr(0, colon), name))
            return std::string(line.substr(colon + 2));
        rest.remove_prefix(end + 2);
    }
    return {};
}

Client::Client() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (socket_ < 0) fail("socket");
}

Client::Client(const Endpoint& server) : Client() {
    connect(server);
}

Client::~Client() {
    ::close(socket_);
}

void Client::connect(const Endpoint& server) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port);
    inet_pton(AF_INET, server.address.c_str(), &address.sin_addr);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("connect");
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Client::receive_little() {
    const int size = 1;
    setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
}

void Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Client::send_bytewise(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) send(bytes.substr(i, 1));
}

void Client::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

bool Client::readable_within(int milliseconds) const {
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, milliseconds) == 1;
}

bool Client::receive_more() {
    if (!readable_within(patience))
        throw std::runtime_error("nothing came; so far: " + received_.substr(0, 200));
    std::string part(65'536, '\0');
    const auto size = ::recv(socket_, part.data(), part.size(), 0);
    if (size < 0) fail("recv");
    received_.append(part, 0, static_cast<std::size_t>(size));
    return size > 0;
}

Received Client::read_response(bool to_head) {
    Received response;
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == received_.npos) {
        if (!receive_more()) throw std::runtime_error("closed before a response; so far: " + received_);
    }
    response.head = read_exactly(end + 4);
    const auto status = std::string_view(response.head).substr(9, 3);
    std::from_chars(status.data(), status.data() + status.size(), response.status);
    const auto length = response.field("Content-Length");
    if (!to_head && !length.empty()) response.body = read_exactly(std::stoul(length));
    return response;
}

std::optional<Received> Client::read_response_or_end() {
    if (received_.empty() && !receive_more()) return std::nullopt;
    return read_response();
}

std::string Client::read_exactly(std::size_t size) {
    while (received_.size() < size) {
        if (!receive_more())
            throw std::runtime_error("closed too early; so far: " + received_.substr(0, 200));
    }
    std::string bytes = received_.substr(0, size);
    received_.erase(0, size);
    return bytes;
}

std::string Client::read_to_end() {
    while (receive_more()) continue;
    return std::exchange(received_, {});
}

Running::Running(Handler handler, const ConnectionLimits& limits, const Endpoint& where)
    : server_(where, std::move(handler), limits), thread_([this] { server_.run(); }) {}

Running::~Running() {
    server_.stop();
    join();
}

void Running::join() {
    if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Reply> echo(const Request& request) {
    std::string text(request.method);
    text.append(" ")
        .append(request.target)
        .append(" ")
        .append(request.host)
        .append("\n")
        .append(request.body);
    const Field type{"Content-Type", "text/plain"};
    return Reply::make(200, {&type, 1}, std::move(text));
}

std::string get(std::string_view target) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n\r\n";
}

} // namespace understudy::http::test
