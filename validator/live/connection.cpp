#include "validator/live/connection.hpp"

#include <fcntl.h>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <sstream>
#include <string_view>

#include "validator/live/content_encoding.hpp"
#include "validator/live/tls.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::live {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using intake::Verdict;
using tcp = asio::ip::tcp;

const std::string* FetchedResponse::field(std::string_view name) const {
    for (const auto& [key, value] : fields)
        if (text::equal_ignoring_case(key, name)) return &value;
    return nullptr;
}

namespace {

using Parser = http::response_parser<http::string_body>;

constexpr std::size_t kMostHead = std::size_t{64} << 10, kBuffer = std::size_t{128} << 10,
                      kPiece = std::size_t{16} << 10;
constexpr std::size_t kVersionAndStatus = std::string_view("HTTP/1.1 200").size();

/// Ends an exchange. The function that began the exchange catches it.
struct Failed {
    FetchProblem problem;
};

FetchProblem connect_problem(const std::string& endpoint, const error_code& error) {
    if (error == asio::error::connection_refused)
        return {Verdict::refused, endpoint + ": connection refused", true};
    if (error == beast::error::timeout)
        return {Verdict::timeout, endpoint + ": could not connect in time", true};
    if (error == asio::error::connection_reset)
        return {Verdict::reset, endpoint + ": connection reset", true};
    return {Verdict::unreachable, endpoint + ": " + error.message(), true};
}

// The problem that ended the reading of a response. `has_begun`: some of its bytes have come.
FetchProblem read_problem(const error_code& error, bool has_begun) {
    if (error == beast::error::timeout) return {Verdict::timeout, "no complete response in time", true};
    if (error == asio::error::connection_reset || error == asio::error::broken_pipe)
        return {Verdict::reset, "the connection was reset", true};
    if (error == http::error::body_limit || error == http::error::header_limit ||
        error == http::error::buffer_overflow)
        return {Verdict::too_large, "the response is larger than Understudy reads", false};
    const bool is_end = error == http::error::end_of_stream || error == asio::error::eof ||
                        error == http::error::partial_message || error == asio::ssl::error::stream_truncated;
    if (is_end && !has_begun)
        return {Verdict::closed, "the connection was closed before a response began", true};
    if (is_end) return {Verdict::truncated, "the connection was closed inside a response", true};
    return {Verdict::malformed, "not an HTTP/1.1 response: " + error.message(), false};
}

} // namespace

class ClientConnection::Session {
public:
    Session(BaseUrl base, std::optional<HttpsProxy> proxy, const ConnectionOptions& options)
        : base_(std::move(base)),
          proxy_(std::move(proxy)),
          options_(options),
          tls_(make_tls_context(options.ca_file)) {}

    FetchResult get(const FetchRequest& request) {
        FetchResult outcome;
        io_.restart();
        asio::co_spawn(io_, exchange(request, outcome), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
        io_.run();
        return outcome;
    }

private:
    using Stream = beast::ssl_stream<beast::tcp_stream>;

    asio::awaitable<void> exchange(const FetchRequest& request, FetchResult& outcome) {
        deadline_ = std::chrono::steady_clock::now() + options_.timeout;
        try {
            const bool was_kept = stream_ != nullptr;
            if (was_kept) {
                std::optional<FetchedResponse> response = co_await try_kept(request);
                if (response) {
                    outcome.response = std::move(response);
                    co_return;
                }
            }
            co_await open();
            outcome.response = co_await send_and_receive(request);
        } catch (Failed& failed) {
            outcome.problem = std::move(failed.problem);
            close();
        }
    }

    // Tries a kept connection. Returns nothing if the other side has closed it meanwhile.
    asio::awaitable<std::optional<FetchedResponse>> try_kept(const FetchRequest& request) {
        try {
            co_return co_await send_and_receive(request);
        } catch (const Failed& failed) {
            const Verdict verdict = failed.problem.verdict;
            close();
            if (verdict != Verdict::closed && verdict != Verdict::reset) throw;
        }
        co_return std::nullopt;
    }

    asio::awaitable<void> open() {
        stream_ = std::make_unique<Stream>(io_, tls_);
        const std::string& host = proxy_ ? proxy_->host : base_.host;
        const std::string& port = proxy_ ? proxy_->port : base_.port;
        const std::string endpoint = proxy_ ? "proxy " + proxy_->endpoint() : base_.endpoint();
        error_code error;
        tcp::resolver resolver(io_);
        const auto addresses =
            co_await resolver.async_resolve(host, port, asio::redirect_error(asio::use_awaitable, error));
        if (error)
            throw Failed{{Verdict::dns, host + ": " + error.message(),
                          error == asio::error::host_not_found_try_again}};
        tcp_stream().expires_at(deadline_);
        co_await tcp_stream().async_connect(addresses, asio::redirect_error(asio::use_awaitable, error));
        if (error) throw Failed{connect_problem(endpoint, error)};
        tcp_stream().socket().set_option(tcp::no_delay(true), error);
        ::fcntl(tcp_stream().socket().native_handle(), F_SETFD, FD_CLOEXEC);
        if (proxy_) co_await open_tunnel();
        if (!base_.is_tls) co_return;
        expect_host(stream_->native_handle(), base_.host,
                    options_.is_insecure_localhost && base_.is_loopback());
        co_await stream_->async_handshake(asio::ssl::stream_base::client,
                                          asio::redirect_error(asio::use_awaitable, error));
        if (error) throw Failed{tls_problem(stream_->native_handle(), base_.endpoint(), error)};
    }

    asio::awaitable<void> open_tunnel() {
        http::request_header<> connect;
        connect.method(http::verb::connect);
        connect.target(base_.endpoint());
        connect.set(http::field::host, base_.endpoint());
        if (!proxy_->authorization.empty())
            connect.set(http::field::proxy_authorization, proxy_->authorization);
        error_code error;
        co_await send(tcp_stream(), connect, error);
        http::response_parser<http::empty_body> parser;
        parser.skip(true); // the tunnel follows a 2xx
        parser.header_limit(kMostHead);
        beast::flat_buffer buffer(kBuffer);
        if (!error) co_await read_head(tcp_stream(), buffer, parser, error);
        const std::string name = "proxy " + proxy_->endpoint();
        if (error) throw Failed{{Verdict::proxy, name + ": " + read_problem(error, false).detail, true}};
        const unsigned status = parser.get().result_int();
        if (status / 100 != 2)
            throw Failed{{Verdict::proxy, name + " answered " + std::to_string(status), status >= 500}};
    }

    asio::awaitable<FetchedResponse> send_and_receive(const FetchRequest& request) {
        http::request_header<> head;
        head.method(http::verb::get);
        head.target(request.target);
        head.set(http::field::host, base_.authority());
        head.set(http::field::user_agent, "understudy");
        head.set(http::field::accept, "application/json");
        head.set(http::field::accept_encoding, accepted_codings());
        for (const auto& [name, value] : request.fields) head.set(name, value);
        tcp_stream().expires_at(deadline_);
        if (base_.is_tls) co_return co_await over(*stream_, head);
        co_return co_await over(tcp_stream(), head);
    }

    template <class Channel>
    static asio::awaitable<void> send(Channel& channel, const http::request_header<>& head,
                                      error_code& error) {
        std::ostringstream text;
        text << head;
        const std::string bytes = std::move(text).str();
        co_await asio::async_write(channel, asio::buffer(bytes),
                                   asio::redirect_error(asio::use_awaitable, error));
    }

    // A status line ends with a space where it has no reason phrase (RFC 9112 §4), which some servers leave
    // out.
    static bool lacks_space(std::string_view head) {
        return head.starts_with("HTTP/1.") && head.find("\r\n") == kVersionAndStatus;
    }

    // Beast's parser takes a piece of a head for malformed or for unfinished depending on where TCP cut it.
    // So it gets the head whole, or all that came of it.
    template <class Channel, class HeadParser>
    static asio::awaitable<void> read_head(Channel& channel, beast::flat_buffer& buffer, HeadParser& parser,
                                           error_code& error) {
        constexpr std::string_view kEnd = "\r\n\r\n";
        const auto text = [&] {
            return std::string_view(static_cast<const char*>(buffer.data().data()), buffer.size());
        };
        for (std::size_t from = 0; !error && text().find(kEnd, from) == std::string_view::npos;) {
            from = text().size() - std::min(text().size(), kEnd.size() - 1);
            if (text().size() >= kMostHead) break;
            buffer.commit(co_await channel.async_read_some(buffer.prepare(kPiece),
                                                           asio::redirect_error(asio::use_awaitable, error)));
        }
        if (buffer.size() == 0) co_return;
        error_code invalid;
        if (lacks_space(text())) {
            std::string head(text());
            head.insert(kVersionAndStatus, " ");
            buffer.consume(parser.put(asio::buffer(head), invalid) - 1);
        } else {
            buffer.consume(parser.put(buffer.data(), invalid));
        }
        if (invalid && invalid != http::error::need_more) error = invalid;
    }

    template <class Channel>
    asio::awaitable<FetchedResponse> over(Channel& channel, const http::request_header<>& head) {
        error_code error;
        co_await send(channel, head, error);
        // A reply may have come before the request was sent, and says more than the failure to send it.
        if (error == beast::error::timeout)
            throw Failed{{Verdict::timeout, "the request could not be sent in time", true}};
        for (;;) {
            Parser parser;
            parser.header_limit(kMostHead);
            parser.body_limit(options_.most_body);
            co_await read_head(channel, buffer_, parser, error);
            if (error) throw Failed{read_problem(error, parser.got_some())};
            if (parser.get().result_int() / 100 == 1) continue; // interim (RFC 9110 §15.2)
            refuse_ambiguous(parser.get());
            co_await http::async_read(channel, buffer_, parser,
                                      asio::redirect_error(asio::use_awaitable, error));
            if (error) throw Failed{read_problem(error, true)};
            const bool is_kept = parser.keep_alive();
            FetchedResponse response = whole(parser.release());
            if (!is_kept) close();
            co_return response;
        }
    }

    // Different readers would find different lengths in such a response (RFC 9112 §6.3).
    static void refuse_ambiguous(const http::response_header<>& head) {
        const auto coding = head.find(http::field::transfer_encoding);
        if (coding == head.end()) return;
        if (!text::equal_ignoring_case(coding->value(), "chunked"))
            throw Failed{{Verdict::malformed, "a Transfer-Encoding that is not chunked", false}};
        if (head.count(http::field::content_length) != 0)
            throw Failed{{Verdict::malformed, "both Transfer-Encoding and Content-Length", false}};
    }

    FetchedResponse whole(http::response<http::string_body> message) const {
        FetchedResponse response;
        response.status = message.result_int();
        for (const auto& field : message.base())
            response.fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
        response.body = std::move(message.body());
        const std::string* encoding = response.field("content-encoding");
        if (encoding == nullptr || response.body.empty()) return response;
        switch (decode_content(*encoding, response.body, options_.most_body)) {
            case Decoding::done:
                return response;
            case Decoding::unknown:
                throw Failed{{Verdict::encoding,
                              "a Content-Encoding that the request did not ask for; it can read " +
                                  std::string(accepted_codings()),
                              false}};
            case Decoding::damaged:
                throw Failed{{Verdict::encoding, "a body that its Content-Encoding cannot decode", false}};
            case Decoding::too_large:
                throw Failed{
                    {Verdict::too_large, "a body that decodes to more than Understudy reads", false}};
        }
        return response;
    }

    beast::tcp_stream& tcp_stream() { return stream_->next_layer(); }

    // No goodbye is needed, because nothing more is expected.
    void close() {
        stream_.reset();
        buffer_.clear();
    }

    BaseUrl base_;
    std::optional<HttpsProxy> proxy_;
    ConnectionOptions options_;
    asio::ssl::context tls_;
    asio::io_context io_{1};
    std::unique_ptr<Stream> stream_;
    beast::flat_buffer buffer_{kBuffer};
    std::chrono::steady_clock::time_point deadline_;
};

ClientConnection::ClientConnection(BaseUrl base, std::optional<HttpsProxy> proxy,
                                   const ConnectionOptions& options)
    : session_(std::make_unique<Session>(std::move(base), std::move(proxy), options)) {}
ClientConnection::~ClientConnection() = default;

FetchResult ClientConnection::get(const FetchRequest& request) {
    return session_->get(request);
}

} // namespace understudy::live
