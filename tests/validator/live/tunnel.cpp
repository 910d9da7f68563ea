#include "tests/validator/live/tunnel.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace understudy::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// False at the end of what comes.
bool pass_on(int from, int to) {
    char bytes[16384];
    const ::ssize_t count = ::read(from, bytes, sizeof bytes);
    for (::ssize_t sent = 0; sent < count;) {
        const ::ssize_t part = ::send(to, bytes + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
        if (part <= 0) return false;
        sent += part;
    }
    return count > 0;
}

} // namespace

Tunnel::Tunnel(std::uint16_t to) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 1) != 0 ||
        ::getsockname(listener_, any, &size) != 0)
        throw std::system_error(errno, std::generic_category(), "tunnel");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, to] { serve(to); });
}

Tunnel::~Tunnel() {
    request();
    ::close(listener_);
}

const std::string& Tunnel::request() {
    ::shutdown(listener_, SHUT_RDWR); // where nobody has come, nobody will
    if (thread_.joinable()) thread_.join();
    return request_;
}

void Tunnel::serve(std::uint16_t to) {
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) return;
    char byte = 0;
    while (!request_.ends_with("\r\n\r\n") && ::read(client, &byte, 1) == 1) request_ += byte;
    const int server = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(to);
    const std::string yes = "HTTP/1.1 200 Connection established\r\n\r\n";
    if (::connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::send(client, yes.data(), yes.size(), MSG_NOSIGNAL) == static_cast<::ssize_t>(yes.size())) {
        pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
        for (bool goes_on = true; goes_on && ::poll(ends, 2, -1) > 0;) {
            if (ends[0].revents != 0) goes_on = pass_on(client, server);
            if (goes_on && ends[1].revents != 0) goes_on = pass_on(server, client);
        }
    }
    ::close(server);
    ::close(client);
}

} // namespace understudy::test
