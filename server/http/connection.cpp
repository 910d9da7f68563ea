#include "server/http/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <exception>
#include <string>
#include <utility>

#include "server/http/connection_parts.hpp"

namespace understudy::http {
namespace {

namespace asio = boost::asio;

/// The most replies gathered into one write: each has three buffers, and Asio passes 64 to the system at
/// once.
constexpr int batch = 21;

} // namespace

Connection::Connection(Loop& loop, Socket socket)
    : loop_(loop), socket_(std::move(socket)), reader_(loop.limits), since_(loop.tick) {
    if (loop_.tls != nullptr) sealed_ = std::make_unique<Sealed>(*loop_.tls);
    loop_.connections.push_back(*this);
    ++loop_.open;
}

Connection::~Connection() {
    unlink();
    --loop_.open;
    if (loop_.on_closed) loop_.on_closed();
}

void Connection::start() {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket_.non_blocking(true, ignored);
    read();
}

void Connection::read() {
    const auto room = sealed_ == nullptr ? reader_.room() : std::span<char>(sealed_->received);
    reading_ = true;
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](const error_code& error, std::size_t size) {
                                self->on_read(error, size);
                            });
}

void Connection::on_read(const error_code& error, std::size_t size) {
    reading_ = false;
    if (closing_) return discard(error, size);
    if (error == asio::error::eof && stage_ != Stage::idle) return refuse(refusal::request_incomplete);
    if (error) return cut();
    if (sealed_ == nullptr)
        reader_.fill(size);
    else if (!decrypt(size))
        return;
    answer();
}

/// Answers the requests received, then reads on.
void Connection::answer() {
    for (bool more = true; more;) {
        more = collect();
        if (!flush()) return;
        if (is_under_way()) return go_on();
        if (closing_) return finish();
    }
    if (reading_stage() != stage_) enter(reading_stage());
    read_in_turn();
}

/// Reads once everything that is ready now has had its turn. By then a busy client has sent its next request,
/// so the read is not in vain.
void Connection::read_in_turn() {
    reading_ = true;
    asio::post(loop_.context, [self = shared_from_this()] { self->read(); });
}

/// Gathers replies. Returns true if more requests may be waiting in the reader.
bool Connection::collect() {
    for (int i = 0; i < batch; ++i) {
        switch (reader_.next()) {
            case RequestReader::Next::more:
                if (reader_.take_continue()) outgoing_.add("HTTP/1.1 100 Continue\r\n\r\n");
                return false;
            case RequestReader::Next::refused:
                add_refusal(reader_.refusal());
                return false;
            case RequestReader::Next::request:
                add_reply();
        }
        if (closing_ || is_under_way()) return false;
    }
    return true;
}

void Connection::add_reply() {
    auto reply = handled(reader_.request());
    since_ = loop_.tick; // the next request has its own deadline
    if (reply->relay() == nullptr)
        send(std::move(reply));
    else
        relay_ = reply->relay();
}

void Connection::send(std::shared_ptr<const Reply> reply) {
    using Persistence = Outgoing::Persistence;
    const bool is_stream = static_cast<bool>(reply->source());
    closing_ = !reader_.keep_alive() || is_stream || loop_.stopping.load(std::memory_order_relaxed);
    const auto persistence = closing_             ? Persistence::close
                             : reader_.http_1_1() ? Persistence::plain
                                                  : Persistence::keep_alive;
    const auto& ending = loop_.endings.now();
    if (reply->delivery() == nullptr && !is_stream)
        outgoing_.add(std::move(reply), ending, persistence, !reader_.to_head());
    else
        paced_ = std::make_unique<Paced>(loop_, *reply, Outgoing::choose(*ending, persistence),
                                         !reader_.to_head());
}

std::shared_ptr<const Reply> Connection::handled(const Request& request) const {
    constexpr std::string_view slug = "handler-failed";
    try {
        if (auto reply = loop_.handler(request)) return reply;
        return problem(500, slug, "The request has no reply.");
    } catch (const std::exception& error) {
        return problem(500, slug, error.what());
    } catch (...) {
        return problem(500, slug, "Unknown error.");
    }
}

void Connection::add_refusal(const Refusal& refusal) {
    closing_ = true;
    outgoing_.add(problem(refusal), loop_.endings.now(), Outgoing::Persistence::close, !reader_.to_head());
}

/// Answers a request that will never be complete.
void Connection::refuse(const Refusal& refusal) {
    add_refusal(refusal);
    if (flush()) finish();
}

/// Writes without waiting: nearly always the socket takes everything at once, and no operation has to be
/// queued. Returns false if it did not: then on_writable() continues, or the connection is closed.
bool Connection::flush() {
    if (sealed_ != nullptr) encrypt();
    Outgoing& wire = sealed_ == nullptr ? outgoing_ : sealed_->wire;
    while (!wire.empty()) {
        error_code error;
        const auto piece = wire.gathered(loop_.room);
        const std::size_t size =
            piece.size() == 0 ? socket_.write_some(wire.buffers(), error) : socket_.write_some(piece, error);
        if (error == asio::error::would_block) {
            await_writable();
            return false;
        }
        if (error) {
            cut();
            return false;
        }
        wire.sent(size);
    }
    return true;
}

void Connection::await_writable() {
    if (stage_ != Stage::write) enter(Stage::write);
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](const error_code& error) {
        error ? self->cut() : self->on_writable();
    });
}

void Connection::on_writable() {
    if (flush()) sent_all();
}

void Connection::sent_all() {
    if (is_under_way()) return go_on();
    closing_ ? finish() : answer();
}

/// RFC 9112 §9.6: closes only our side first. If the server closed while the client still sends, that would
/// reset the connection, and the client might never see the reply.
void Connection::finish() {
    error_code ignored;
    if (sealed_ != nullptr) {
        sealed_->channel.close();
        encrypt();
        socket_.write_some(sealed_->wire.buffers(), ignored); // bytes that it does not take now are no loss
    }
    socket_.shutdown(Socket::shutdown_send, ignored);
    enter(Stage::linger);
    if (!reading_) read();
}

void Connection::discard(const error_code& error, std::size_t size) {
    lingered_ += size;
    if (lingered_ > loop_.limits.linger_bytes || (error && stage_ == Stage::linger)) return cut();
    if (!error) read();
}

void Connection::sweep() {
    const auto sweep = loop_.limits.sweep;
    const auto allowed = (deadline() + sweep - std::chrono::milliseconds(1)) / sweep;
    if (loop_.tick - since_ <= allowed) return;
    if (stage_ == Stage::head || stage_ == Stage::body) return refuse(refusal::request_timeout);
    cut();
}

void Connection::stop() {
    error_code ignored;
    const bool is_stream = paced_ != nullptr && paced_->pacing.is_stream();
    if (is_stream || (stage_ == Stage::idle && socket_.available(ignored) == 0)) cut();
}

void Connection::cut() {
    error_code ignored;
    socket_.close(ignored);
    if (paced_ != nullptr) paced_->timer.cancel();
    if (relay_ == nullptr) return;
    const auto self = shared_from_this(); // because the relay may be its only owner
    std::exchange(relay_, nullptr)->cancel();
}

void Connection::enter(Stage stage) {
    stage_ = stage;
    since_ = loop_.tick;
}

Connection::Stage Connection::reading_stage() const {
    if (sealed_ != nullptr && !sealed_->channel.established()) return Stage::head;
    switch (reader_.stage()) {
        case RequestReader::Stage::idle:
            return Stage::idle;
        case RequestReader::Stage::head:
            return Stage::head;
        case RequestReader::Stage::body:
            break;
    }
    return Stage::body;
}

std::chrono::milliseconds Connection::deadline() const {
    const ConnectionLimits& limits = loop_.limits;
    switch (stage_) {
        case Stage::idle:
            return limits.idle_deadline;
        case Stage::head:
            return limits.header_deadline;
        case Stage::body:
            return limits.body_deadline;
        case Stage::write:
            return limits.write_deadline;
        case Stage::paced:
            return std::chrono::hours(24); // the client does not cause these pauses
        case Stage::linger:
            break;
    }
    return limits.linger;
}

} // namespace understudy::http
