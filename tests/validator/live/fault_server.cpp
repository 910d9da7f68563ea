#include "tests/validator/live/fault_server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <mutex>
#include <sstream>
#include <thread>

namespace understudy::test {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

Scene good(const std::string& body, const std::string& fields, const std::string& status) {
    return {"HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body,
            Ending::keep};
}

class FaultServer::Play {
public:
    Play(std::vector<Scene> scenes, const Certificate* certificate, const std::string& address)
        : scenes_(std::move(scenes)),
          is_tls_(certificate != nullptr),
          acceptor_(io_, tcp::endpoint(asio::ip::make_address(address), 0)) {
        if (is_tls_) {
            context_.use_certificate(asio::buffer(certificate->certificate), asio::ssl::context::pem);
            context_.use_private_key(asio::buffer(certificate->key), asio::ssl::context::pem);
        }
        thread_ = std::thread([this] { accept(); });
    }

    ~Play() {
        {
            const std::lock_guard lock(mutex_);
            is_over_ = true;
            if (open_ != nullptr) ::shutdown(open_->native_handle(), SHUT_RDWR);
        }
        error_code ignored;
        tcp::socket(io_).connect(acceptor_.local_endpoint(), ignored); // wakes accept()
        thread_.join();
    }

    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
    bool is_tls() const { return is_tls_; }
    std::vector<std::string> server_names() const {
        const std::lock_guard lock(mutex_);
        return server_names_;
    }
    std::vector<std::string> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }
    std::size_t connections() const {
        const std::lock_guard lock(mutex_);
        return connections_;
    }

private:
    void accept() {
        for (;;) {
            tcp::socket socket(io_);
            error_code error;
            acceptor_.accept(socket, error);
            {
                const std::lock_guard lock(mutex_);
                if (is_over_ || error) return;
                ++connections_;
                open_ = &socket;
            }
            serve(socket);
            const std::lock_guard lock(mutex_);
            open_ = nullptr;
        }
    }

    void serve(tcp::socket& socket) {
        error_code error;
        if (!is_tls_) {
            play(socket, socket);
            socket.close(error);
            return;
        }
        asio::ssl::stream<tcp::socket&> stream(socket, context_);
        stream.handshake(asio::ssl::stream_base::server, error);
        if (!error) {
            const char* const name = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
            const std::lock_guard lock(mutex_);
            server_names_.emplace_back(name == nullptr ? "" : name);
        }
        if (!error && play(stream, socket) == Ending::close) stream.shutdown(error);
        socket.close(error);
    }

    template <class Stream>
    Ending play(Stream& stream, tcp::socket& socket) {
        asio::streambuf buffer;
        for (;;) {
            const Scene scene = next();
            error_code error;
            if (!scene.before_request) {
                const std::size_t size = asio::read_until(stream, buffer, "\r\n\r\n", error);
                if (error) {
                    give_back();
                    return Ending::cut;
                }
                const std::lock_guard lock(mutex_);
                requests_.emplace_back(static_cast<const char*>(buffer.data().data()), size);
                buffer.consume(size);
            }
            const std::size_t piece = scene.in_pieces ? 1 : std::max<std::size_t>(1, scene.bytes.size());
            for (std::size_t at = 0; at < scene.bytes.size() && !error; at += piece)
                asio::write(stream,
                            asio::buffer(scene.bytes.data() + at, std::min(piece, scene.bytes.size() - at)),
                            error);
            if (scene.ending == Ending::keep) continue;
            if (scene.ending == Ending::hang) asio::read_until(stream, buffer, "never", error);
            if (scene.ending == Ending::reset) socket.set_option(asio::socket_base::linger(true, 0), error);
            return scene.ending;
        }
    }

    Scene next() {
        const std::lock_guard lock(mutex_);
        return scenes_[std::min(played_++, scenes_.size() - 1)];
    }
    // No request came for it.
    void give_back() {
        const std::lock_guard lock(mutex_);
        --played_;
    }

    std::vector<Scene> scenes_;
    bool is_tls_;
    asio::ssl::context context_{asio::ssl::context::tls_server};
    asio::io_context io_;
    tcp::acceptor acceptor_;
    mutable std::mutex mutex_; // of all below but the thread
    std::size_t played_ = 0;
    std::size_t connections_ = 0;
    std::vector<std::string> requests_, server_names_;
    tcp::socket* open_ = nullptr;
    bool is_over_ = false;
    std::thread thread_;
};

FaultServer::FaultServer(std::vector<Scene> scenes, const Certificate* certificate,
                         const std::string& address)
    : play_(std::make_unique<Play>(std::move(scenes), certificate, address)) {}
FaultServer::~FaultServer() = default;

std::uint16_t FaultServer::port() const {
    return play_->endpoint().port();
}
std::string FaultServer::url() const {
    std::ostringstream url;
    url << (play_->is_tls() ? "https://" : "http://") << play_->endpoint(); // IPv6 in brackets
    return url.str();
}
std::vector<std::string> FaultServer::requests() const {
    return play_->requests();
}
std::vector<std::string> FaultServer::server_names() const {
    return play_->server_names();
}
std::size_t FaultServer::connections() const {
    return play_->connections();
}

} // namespace understudy::test
