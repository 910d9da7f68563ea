#include "server/record/proxy.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <sys/socket.h>

#include <cerrno>
#include <map>
#include <system_error>

#include "server/record/observed_reply.hpp"
#include "validator/live/tls.hpp"

namespace understudy::record {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t kMostHead = std::size_t{64} << 10, kPiece = std::size_t{64} << 10;
constexpr auto kIdle = std::chrono::seconds(120); // of a client between two requests

auto with(error_code& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

bool is_about_connection(bhttp::field name) {
    return name == bhttp::field::connection || name == bhttp::field::keep_alive ||
           name == bhttp::field::proxy_connection || name == bhttp::field::proxy_authorization ||
           name == bhttp::field::te || name == bhttp::field::upgrade || name == bhttp::field::host ||
           name == bhttp::field::expect;
}

/// Ends a client's connection; what it is told, where it can be told anything.
struct Ended {
    unsigned status = 0; ///< 0: nothing
    std::string detail;
};

/// A connection to an API.
class Channel {
public:
    Channel(asio::io_context& io, asio::ssl::context& tls, const live::BaseUrl& base,
            const live::ConnectionOptions& options)
        : base_(base), options_(options), stream_(io, tls), resolver_(io) {}

    asio::awaitable<void> open() {
        error_code error;
        const auto addresses = co_await resolver_.async_resolve(base_.host, base_.port, with(error));
        if (error) throw Ended{502, base_.host + ": " + error.message()};
        tcp_layer().expires_after(options_.timeout);
        co_await tcp_layer().async_connect(addresses, with(error));
        if (error) throw Ended{502, base_.endpoint() + ": " + error.message()};
        tcp_layer().socket().set_option(tcp::no_delay(true), error);
        if (!base_.is_tls) co_return;
        live::expect_host(stream_.native_handle(), base_.host,
                          options_.is_insecure_localhost && base_.is_loopback());
        co_await stream_.async_handshake(asio::ssl::stream_base::client, with(error));
        if (error)
            throw Ended{502, live::tls_problem(stream_.native_handle(), base_.endpoint(), error).detail};
    }

    asio::awaitable<std::size_t> read(asio::mutable_buffer buffer, error_code& error) {
        tcp_layer().expires_after(options_.timeout);
        if (base_.is_tls) co_return co_await stream_.async_read_some(buffer, with(error));
        co_return co_await tcp_layer().async_read_some(buffer, with(error));
    }

    asio::awaitable<void> write(asio::const_buffer buffer, error_code& error) {
        tcp_layer().expires_after(options_.timeout);
        if (base_.is_tls)
            co_await asio::async_write(stream_, buffer, with(error));
        else
            co_await asio::async_write(tcp_layer(), buffer, with(error));
    }

    bool is_closed() {
        char byte = 0;
        const ::ssize_t count =
            ::recv(tcp_layer().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    }

private:
    beast::tcp_stream& tcp_layer() { return stream_.next_layer(); }

    const live::BaseUrl& base_;
    const live::ConnectionOptions& options_;
    beast::ssl_stream<beast::tcp_stream> stream_;
    tcp::resolver resolver_;
};

std::string problem(unsigned status, const std::string& detail) {
    const std::string title = status == 404 ? "Not Found" : status == 400 ? "Bad Request" : "Bad Gateway";
    std::string text;
    for (const char c : detail)
        text += c == '"' || c == '\\' || static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    const std::string body =
        "{\"title\":\"" + title + "\",\"status\":" + std::to_string(status) + ",\"detail\":\"" + text + "\"}";
    return "HTTP/1.1 " + std::to_string(status) + " " + title +
           "\r\nContent-Type: application/problem+json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

class RecordingProxy::Loop {
public:
    Loop(const http::Endpoint& where, std::vector<Upstream> upstreams, const live::ConnectionOptions& options,
         OnPassed on_passed)
        : upstreams_(std::move(upstreams)),
          options_(options),
          on_passed_(std::move(on_passed)),
          tls_(live::make_tls_context(options.ca_file)) {
        const tcp::endpoint endpoint(asio::ip::make_address(where.address), where.port);
        error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) throw std::system_error(error, where.to_string());
        endpoint_ = {where.address, acceptor_.local_endpoint().port()};
    }

    ~Loop() { is_gone_ = true; }

    const http::Endpoint& endpoint() const { return endpoint_; }

    void stop_on(std::initializer_list<int> signals) {
        for (const int signal : signals) signals_.add(signal);
        signals_.async_wait([this](const error_code& error, int) {
            if (!error) end();
        });
    }

    void run() {
        asio::co_spawn(io_, accept(), asio::detached);
        io_.run();
    }

    void stop() {
        asio::post(io_, [this] { end(); });
    }

private:
    void end() {
        is_over_ = true;
        error_code ignored;
        signals_.cancel(ignored);
        acceptor_.close(ignored);
        grace_.expires_after(std::chrono::seconds(1));
        grace_.async_wait([this](const error_code&) { io_.stop(); });
        if (busy_ == 0) io_.stop();
    }

    asio::awaitable<void> accept() {
        while (!is_over_) {
            error_code error;
            tcp::socket socket = co_await acceptor_.async_accept(with(error));
            if (error == asio::error::no_descriptors) {
                asio::steady_timer pause(io_, std::chrono::milliseconds(50));
                co_await pause.async_wait(with(error));
                continue;
            }
            if (!error) asio::co_spawn(io_, client(std::move(socket)), asio::detached);
        }
    }

    asio::awaitable<void> client(tcp::socket socket) {
        beast::tcp_stream stream(std::move(socket));
        error_code error;
        stream.socket().set_option(tcp::no_delay(true), error);
        beast::flat_buffer buffer(kMostHead + kPiece);
        std::map<std::size_t, std::unique_ptr<Channel>> channels;
        Ended end;
        try {
            while (!is_over_ && co_await exchange(stream, buffer, channels)) {
            }
        } catch (Ended& ended) {
            end = std::move(ended);
        }
        if (end.status == 0) co_return;
        const std::string reply = problem(end.status, end.detail);
        co_await asio::async_write(stream, asio::buffer(reply), with(error));
        stream.socket().shutdown(tcp::socket::shutdown_send, error);
    }

    // Whether the connection goes on.
    asio::awaitable<bool> exchange(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                   std::map<std::size_t, std::unique_ptr<Channel>>& channels) {
        bhttp::request_parser<bhttp::buffer_body> request;
        request.header_limit(kMostHead);
        request.body_limit(boost::none);
        error_code error;
        stream.expires_after(kIdle);
        co_await bhttp::async_read_header(stream, buffer, request, with(error));
        if (error == bhttp::error::end_of_stream || !request.got_some()) co_return false;
        if (error) throw Ended{400, "no HTTP/1.1 request: " + error.message()};
        ++busy_;
        const Busy busy{*this};
        const std::string path(request.get().target());
        const std::size_t index = find(path);
        if (index == upstreams_.size()) throw Ended{404, "there is no API at this path"};
        const Upstream& upstream = upstreams_[index];
        const std::string target = target_of(upstream, path);
        std::unique_ptr<Channel>& channel = channels[index];
        if (channel != nullptr && channel->is_closed()) channel.reset(); // while nothing was asked of it
        if (channel == nullptr) {
            channel = std::make_unique<Channel>(io_, tls_, upstream.base, options_);
            co_await channel->open();
        }
        std::vector<std::pair<std::string, std::string>> fields;
        co_await forward_request(stream, buffer, request, upstream, target, *channel, fields);
        const std::string method(request.get().method_string());
        // Named, for GCC 12 destroys a temporary among a coroutine's arguments twice.
        Passed passed{index, method, target, &fields, {}, false};
        const bool goes_on = co_await relay(stream, *channel, passed);
        if (!goes_on || !request.keep_alive()) co_return false;
        co_return true;
    }

    struct Busy {
        Loop& loop;
        ~Busy() {
            if (--loop.busy_ == 0 && loop.is_over_ && !loop.is_gone_) loop.io_.stop();
        }
    };

    std::size_t find(std::string_view path) const {
        std::size_t index = 0;
        for (; index < upstreams_.size(); ++index) {
            const std::string& prefix = upstreams_[index].prefix;
            if (path.starts_with(prefix) &&
                (path.size() == prefix.size() || path[prefix.size()] == '/' || path[prefix.size()] == '?'))
                break;
        }
        return index;
    }

    static std::string target_of(const Upstream& upstream, std::string_view path) {
        path.remove_prefix(upstream.prefix.size());
        if (path.starts_with(upstream.base_path)) path.remove_prefix(upstream.base_path.size());
        return upstream.base.path + (path.starts_with('/') ? "" : "/") + std::string(path);
    }

    asio::awaitable<void> forward_request(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                          bhttp::request_parser<bhttp::buffer_body>& request,
                                          const Upstream& upstream, const std::string& target,
                                          Channel& channel,
                                          std::vector<std::pair<std::string, std::string>>& fields) {
        const bool is_chunked = request.chunked();
        std::string head = std::string(request.get().method_string()) + " " + target +
                           " HTTP/1.1\r\nHost: " + upstream.base.authority() + "\r\n";
        for (const auto& field : request.get().base()) {
            if (is_about_connection(field.name())) continue;
            fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
            head += fields.back().first + ": " + fields.back().second + "\r\n";
        }
        head += "\r\n";
        error_code error;
        if (request.get()[bhttp::field::expect] == "100-continue") {
            const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(stream, asio::buffer(go_on), with(error));
        }
        co_await channel.write(asio::buffer(head), error);
        std::vector<char> piece(request.is_done() ? 0 : kPiece);
        while (!error && !request.is_done()) {
            auto& body = request.get().body();
            body.data = piece.data();
            body.size = piece.size();
            stream.expires_after(options_.timeout);
            co_await bhttp::async_read(stream, buffer, request, with(error));
            if (error == bhttp::error::need_buffer) error = {};
            if (error) throw Ended{};
            const std::size_t size = piece.size() - body.size;
            char digits[32];
            const int count = std::snprintf(digits, sizeof digits, "%zx\r\n", size);
            if (is_chunked && size != 0)
                co_await channel.write(asio::buffer(digits, static_cast<std::size_t>(count)), error);
            if (!error) co_await channel.write(asio::buffer(piece.data(), size), error);
            if (!error && is_chunked && size != 0) co_await channel.write(asio::buffer("\r\n", 2), error);
        }
        if (!error && is_chunked) co_await channel.write(asio::buffer("0\r\n\r\n", 5), error);
        // Where the API has closed, it may have said why.
    }

    // Every byte as it comes; what they are is looked at beside it. Whether both connections go on.
    asio::awaitable<bool> relay(beast::tcp_stream& stream, Channel& channel, Passed& passed) {
        const auto start = steady_clock::now().time_since_epoch();
        const auto raw = std::make_unique_for_overwrite<char[]>(kPiece);
        ObservedReply reply(passed.method == "HEAD", options_.most_body);
        for (bool has_begun = false;; has_begun = true) {
            error_code error;
            const std::size_t size = co_await channel.read(asio::buffer(raw.get(), kPiece), error);
            const bool is_end = error == asio::error::eof;
            if (!has_begun && (error || size == 0))
                throw Ended{error == beast::error::timeout ? 504U : 502U,
                            "the API did not answer: " + error.message()};
            if (error && !is_end) throw Ended{}; // the client sees what the API has done: an end too soon
            const bool is_good = reply.feed({raw.get(), size}, is_end);
            const bool is_done = is_good && reply.is_done();
            if (is_done) {
                passed.is_too_large = reply.is_too_large();
                passed.captured = reply.take();
                passed.captured.at = std::chrono::duration_cast<std::chrono::milliseconds>(start);
                on_passed_(passed);
            }
            stream.expires_after(options_.timeout);
            co_await asio::async_write(stream, asio::buffer(raw.get(), size), with(error));
            if (error || is_end || !is_good) co_return false;
            if (is_done) co_return reply.keeps_alive();
        }
    }

    std::vector<Upstream> upstreams_;
    live::ConnectionOptions options_;
    OnPassed on_passed_;
    asio::ssl::context tls_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_};
    asio::steady_timer grace_{io_};
    asio::signal_set signals_{io_};
    http::Endpoint endpoint_;
    std::size_t busy_ = 0;
    bool is_over_ = false;
    bool is_gone_ = false;
};

RecordingProxy::RecordingProxy(const http::Endpoint& where, std::vector<Upstream> upstreams,
                               const live::ConnectionOptions& options, OnPassed on_passed)
    : loop_(std::make_unique<Loop>(where, std::move(upstreams), options, std::move(on_passed))) {}
RecordingProxy::~RecordingProxy() = default;

http::Endpoint RecordingProxy::endpoint() const {
    return loop_->endpoint();
}

void RecordingProxy::run() {
    loop_->run();
}

void RecordingProxy::stop_on(std::initializer_list<int> signals) {
    loop_->stop_on(signals);
}

void RecordingProxy::stop() {
    loop_->stop();
}

} // namespace understudy::record
