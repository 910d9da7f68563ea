#include "server/http/server.hpp"

#include "server/http/listener.hpp"

namespace understudy::http {

Server::Server(const Endpoint& where, const Handler& handler, const ConnectionLimits& limits,
               unsigned threads, const std::shared_ptr<const TlsContext>& tls)
    : listener_(std::make_unique<Listener>(where, handler, limits, threads, tls)) {}

Server::~Server() = default;
Server::Server(Server&&) noexcept = default;

const Endpoint& Server::endpoint() const {
    return listener_->endpoint();
}

std::size_t Server::connections() const {
    return listener_->connections();
}

boost::asio::io_context& Server::context() {
    return listener_->context();
}

void Server::run() {
    listener_->run();
}

void Server::stop() {
    listener_->stop();
}

void Server::stop_on(std::initializer_list<int> signals) {
    listener_->stop_on(signals);
}

} // namespace understudy::http
