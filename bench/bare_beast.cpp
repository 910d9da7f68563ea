// The yardstick of serve.sh: the least that an HTTP server on Beast can do, written as Beast's examples are.
// One thread, one reply whose bytes exist beforehand, composed operations, no deadlines, no checks.
//
//   bare_beast [BYTES | FILE]     prints {"port": N} and serves until it is killed

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::beast::error_code;

namespace {

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, const std::string& reply) : socket_(std::move(socket)), reply_(reply) {}

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_,
                         [self = shared_from_this()](error_code error, std::size_t) {
                             if (!error) self->write();
                         });
    }

private:
    void write() {
        asio::async_write(socket_, asio::buffer(reply_),
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (!error && self->request_.keep_alive()) self->read();
                          });
    }

    tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
    http::request<http::empty_body> request_;
    const std::string& reply_;
};

void accept(tcp::acceptor& acceptor, const std::string& reply) {
    acceptor.async_accept([&](error_code error, tcp::socket socket) {
        if (!error) {
            socket.set_option(tcp::no_delay(true));
            std::make_shared<Session>(std::move(socket), reply)->read();
        }
        accept(acceptor, reply);
    });
}

std::string body_of(const std::string& argument) {
    if (argument.find_first_not_of("0123456789") == std::string::npos)
        return std::string(std::stoul(argument), 'x');
    std::ifstream file(argument, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

int main(int argc, char** argv) {
    const std::string body = body_of(argc > 1 ? argv[1] : "1300");
    const std::string reply =
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n"
        "Content-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body;
    asio::io_context context{1};
    tcp::acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), 0});
    accept(acceptor, reply);
    std::cout << "{\"port\": " << acceptor.local_endpoint().port() << "}" << std::endl;
    context.run();
}
