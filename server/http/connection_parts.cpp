// How a connection speaks TLS, and how it sends replies that are not complete at the start.

#include "server/http/connection_parts.hpp"

#include <boost/asio/buffer.hpp>
#include <memory>
#include <string>
#include <utility>

namespace understudy::http {

namespace asio = boost::asio;

/// Passes the received bytes to the reader. Returns false if the connection is closed or waits to be
/// writable.
bool Connection::decrypt(std::size_t size) {
    sealed_->channel.receive({sealed_->received.data(), size});
    for (;;) {
        const std::size_t decrypted = sealed_->channel.read(reader_.room());
        if (decrypted == 0) break;
        reader_.fill(decrypted);
    }
    if (!flush()) return false; // answers handshakes, and errors with alerts
    if (!sealed_->channel.broken()) return true;
    cut();
    return false;
}

void Connection::encrypt() {
    // Each send makes one TLS record, so a head and its body are sent together.
    constexpr std::size_t one_record = 16'384;
    std::string gathered;
    for (const asio::const_buffer& buffer : outgoing_.buffers()) {
        const std::string_view bytes(static_cast<const char*>(buffer.data()), buffer.size());
        if (gathered.size() + bytes.size() > one_record) sealed_->channel.send(std::exchange(gathered, {}));
        if (bytes.size() > one_record)
            sealed_->channel.send(bytes);
        else
            gathered += bytes;
    }
    sealed_->channel.send(gathered);
    outgoing_.sent(asio::buffer_size(outgoing_.buffers()));
    sealed_->wire.add(std::make_shared<const std::string>(sealed_->channel.take_outgoing()));
}

void Connection::go_on() {
    paced_ != nullptr ? pace() : await_piece();
}

/// Continues a reply that has pauses, or ends it as ordered. Meanwhile the connection reads nothing.
void Connection::pace() {
    if (paced_->pacing.done()) {
        const auto end = paced_->pacing.end();
        paced_.reset();
        if (end == Pacing::End::reset) return reset();
        closing_ = closing_ || end == Pacing::End::close;
        return sent_all();
    }
    enter(Stage::paced);
    paced_->timer.expires_after(paced_->pacing.pause());
    paced_->timer.async_wait([self = shared_from_this()](const error_code& error) {
        if (!error && self->socket_.is_open()) self->on_pause_over();
    });
}

/// A stream is a connection's last reply: if the client sends more or closes its side, it has left.
bool Connection::has_left() {
    char byte = 0;
    error_code error;
    socket_.receive(asio::buffer(&byte, 1), asio::socket_base::message_peek, error);
    return error != asio::error::would_block;
}

void Connection::on_pause_over() {
    if (paced_->pacing.is_stream() && has_left()) return cut();
    outgoing_.add(paced_->pacing.next());
    if (flush()) pace();
}

/// The connection reads nothing meanwhile: a client that sends more requests has to wait.
void Connection::await_piece() {
    enter(Stage::paced);
    relay_->next([self = shared_from_this()](const Relay::Piece& piece) {
        if (self->socket_.is_open()) self->on_piece(piece);
    });
}

void Connection::on_piece(const Relay::Piece& piece) {
    if (piece.instead != nullptr) {
        relay_.reset();
        send(piece.instead);
    } else {
        outgoing_.add(piece.bytes, relay_);
        if (piece.then != Relay::Then::more) {
            relay_.reset();
            closing_ = piece.then == Relay::Then::close || !reader_.keep_alive() || loop_.stopping;
        }
    }
    if (flush()) sent_all();
}

void Connection::reset() {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    cut();
}

} // namespace understudy::http
