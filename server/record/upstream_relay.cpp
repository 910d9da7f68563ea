#include "server/record/upstream_relay.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <exception>

#include "server/http/problem.hpp"

namespace understudy::record {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

UpstreamFailure no_response(const error_code& error) {
    const std::string detail = "Expected a response from the API: " + error.message();
    if (error == boost::beast::error::timeout) return {504, "upstream-timeout", detail};
    return {502, "upstream-no-response", detail};
}

} // namespace

UpstreamRelay::UpstreamRelay(asio::io_context& context, UpstreamPool& pool, std::size_t upstream,
                             ForwardedRequest request, const OnPassed& on_passed)
    : context_(context),
      pool_(pool),
      upstream_(upstream),
      request_(std::move(request)),
      on_passed_(on_passed),
      reply_(request_.method == "HEAD", pool.options().most_body),
      room_(std::make_unique_for_overwrite<char[]>(kPiece)) {}

void UpstreamRelay::next(Ready ready) {
    auto owned = std::make_shared<Ready>(std::move(ready));
    ready_ = owned;
    auto self = shared_from_this();
    asio::co_spawn(context_, bring(std::move(self), std::move(owned)), asio::detached);
}

void UpstreamRelay::cancel() {
    if (connection_ != nullptr) connection_->close();
    if (const auto ready = ready_.lock()) *ready = nullptr;
}

asio::awaitable<void> UpstreamRelay::bring(std::shared_ptr<UpstreamRelay> self,
                                           std::shared_ptr<Ready> ready) {
    Piece piece;
    try {
        piece = co_await self->read();
    } catch (const UpstreamFailure& failure) {
        piece.instead = http::problem(failure.status, failure.slug, failure.detail);
    } catch (const std::exception&) { // out of memory, for example
        piece.then = Then::close;
    }
    const Ready call = std::exchange(*ready, nullptr);
    if (call) call(piece);
}

asio::awaitable<void> UpstreamRelay::ask() {
    connection_ = pool_.take(context_, upstream_);
    if (!connection_->is_open()) co_await connection_->open();
    error_code error; // an API that closed may have said why, so its answer is read in any case
    co_await connection_->write(asio::buffer(request_.bytes), error);
    request_.bytes = std::string();
    asked_ = std::chrono::steady_clock::now();
}

asio::awaitable<http::Relay::Piece> UpstreamRelay::read() {
    if (connection_ == nullptr) co_await ask();
    error_code error;
    const std::size_t size = co_await connection_->read(asio::buffer(room_.get(), kPiece), error);
    const bool is_end = error == asio::error::eof;
    if (!has_begun_ && (error || size == 0)) throw no_response(error);
    has_begun_ = true;
    Piece piece;
    piece.then = Then::close;
    if (error && !is_end) co_return piece; // the client sees what the proxy sees: an early end
    piece.bytes = {room_.get(), size};
    if (!reply_.feed(piece.bytes, is_end)) co_return piece;
    if (!reply_.is_done()) {
        if (!is_end) piece.then = Then::more;
        co_return piece;
    }
    pass();
    if (is_end || !reply_.keeps_alive() || reply_.has_surplus()) co_return piece;
    piece.then = Then::keep;
    pool_.give_back(upstream_, std::move(connection_));
    co_return piece;
}

void UpstreamRelay::pass() {
    Passed passed{upstream_, request_.method, request_.target, &request_.fields, {}, reply_.is_too_large()};
    passed.captured = reply_.take();
    passed.captured.at = std::chrono::duration_cast<std::chrono::milliseconds>(asked_.time_since_epoch());
    on_passed_(passed);
}

} // namespace understudy::record
