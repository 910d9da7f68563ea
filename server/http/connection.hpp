#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "server/http/loop.hpp"
#include "server/http/outgoing.hpp"
#include "server/http/request_reader.hpp"

namespace understudy::http {

/// One client: reads requests, has them answered, writes the replies in order.
///
/// A RequestReader turns bytes into requests, and Outgoing collects the replies. Requests that arrive
/// together are answered together, with one write. Nearly always the socket takes it at once. If not, the
/// connection stops reading until it has, so a client that does not read cannot fill the memory.
///
/// Three kinds of reply take time: one with a Delivery (a fault), a stream, and one from a Relay. During such
/// a reply the connection reads nothing.
///
/// Deadlines are ticks of the loop's sweep, not timers of each connection. Pending operations own the
/// connection, which is destroyed with the last one. Everything happens on the loop's thread.
class Connection : public std::enable_shared_from_this<Connection>, public ConnectionLink {
public:
    using Socket =
        boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

    /// `loop` outlives the connection.
    Connection(Loop& loop, Socket socket);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void start();
    void sweep(); ///< ends the connection if its deadline has passed
    void stop();  ///< closes if no request is in progress; otherwise the next reply is the last
    void cut();   ///< closes, whatever is in progress

private:
    using error_code = boost::system::error_code;
    enum class Stage { idle, head, body, write, paced, linger };

    void read();
    void read_in_turn();
    void on_read(const error_code& error, std::size_t size);
    bool decrypt(std::size_t size);
    void encrypt();
    void answer();
    bool collect();
    void add_reply();
    void send(std::shared_ptr<const Reply> reply);
    std::shared_ptr<const Reply> handled(const Request& request) const;
    void add_refusal(const Refusal& refusal);
    void refuse(const Refusal& refusal);
    bool flush();
    void await_writable();
    void on_writable();
    void sent_all();
    bool is_under_way() const { return paced_ != nullptr || relay_ != nullptr; }
    void go_on();
    void pace();
    bool has_left();
    void on_pause_over();
    void await_piece();
    void on_piece(const Relay::Piece& piece);
    void reset();
    void finish();
    void discard(const error_code& error, std::size_t size);
    void enter(Stage stage);
    Stage reading_stage() const;
    std::chrono::milliseconds deadline() const;

    Loop& loop_;
    Socket socket_;
    RequestReader reader_;
    Outgoing outgoing_;
    struct Sealed;
    std::unique_ptr<Sealed> sealed_; ///< TLS state; null if the connection is plain
    struct Paced;
    std::unique_ptr<Paced> paced_; ///< a reply that is not sent whole and at once; null nearly always
    std::shared_ptr<Relay> relay_; ///< a reply that comes from elsewhere; null nearly always
    std::size_t lingered_ = 0;     ///< bytes discarded
    std::uint32_t since_;          ///< the tick at which stage_ began
    Stage stage_ = Stage::idle;
    bool reading_ = false; ///< a read is pending
    bool closing_ = false; ///< no more requests are answered
};

} // namespace understudy::http
