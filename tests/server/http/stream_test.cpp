// Replies whose body is made while it is sent.

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>

#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;

/// Counts the streams that are there.
class Streams {
public:
    /// Each stream says what `piece` gives.
    Handler handler(std::function<std::optional<std::string>(int turn)> piece) {
        return [this, piece](const Request& request) {
            if (request.target != "/stream") return echo(request);
            ++open_;
            std::shared_ptr<void> ticket(nullptr, [this](void*) { --open_; });
            const Field fields[] = {{"content-type", "text/event-stream"}};
            return Reply::stream(200, fields, [piece, ticket, turn = 0]() mutable { return piece(turn++); });
        };
    }

    /// Whether they are all gone, if need be in ten seconds.
    bool none_within_ten_seconds() const {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (open_ != 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
        return open_ == 0;
    }

private:
    std::atomic<int> open_ = 0;
};

std::optional<std::string> numbers(int turn) {
    if (turn == 3) return std::nullopt;
    return turn == 1 ? "" : "piece " + std::to_string(turn) + "\n";
}

std::optional<std::string> nothing(int) {
    return "";
}

ConnectionLimits with_grace_of_an_hour() {
    ConnectionLimits limits;
    limits.grace = std::chrono::hours(1);
    return limits;
}

BOOST_AUTO_TEST_SUITE(stream)

BOOST_AUTO_TEST_CASE(a_stream_has_no_length_and_ends_with_the_connection) {
    Streams streams;
    Running running(streams.handler(numbers));
    Client client(running.endpoint());
    client.send(get("/stream"));
    const std::string whole = client.read_to_end();
    BOOST_TEST(whole.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"));
    BOOST_TEST(whole.find("Content-Length") == std::string::npos);
    BOOST_TEST(whole.find("Connection: close\r\n") != std::string::npos);
    BOOST_TEST(whole.ends_with("\r\n\r\npiece 0\npiece 2\n"));
    BOOST_TEST(streams.none_within_ten_seconds());
}

BOOST_AUTO_TEST_CASE(head_gets_no_stream) {
    Streams streams;
    Running running(streams.handler(nothing));
    Client client(running.endpoint());
    client.send("HEAD /stream HTTP/1.1\r\nHost: test\r\n\r\n");
    BOOST_TEST(client.read_to_end().ends_with("\r\n\r\n"));
    BOOST_TEST(streams.none_within_ten_seconds());
}

BOOST_AUTO_TEST_CASE(a_client_that_has_left_is_noticed_although_nothing_is_sent) {
    Streams streams;
    Running running(streams.handler(nothing));
    {
        Client client(running.endpoint());
        client.send(get("/stream"));
        client.read_exactly(15);
    }
    BOOST_TEST(streams.none_within_ten_seconds());
}

BOOST_AUTO_TEST_CASE(a_slow_reader_is_not_waited_for_and_costs_one_piece) {
    ConnectionLimits limits;
    limits.write_deadline = std::chrono::milliseconds(200);
    limits.sweep = std::chrono::milliseconds(50);
    std::atomic<int> pieces = 0;
    Streams streams;
    Running running(streams.handler([&](int) {
        ++pieces;
        return std::string(8'000'000, 'x');
    }),
                    limits);
    Client client;
    client.receive_little();
    client.connect(running.endpoint());
    client.send(get("/stream"));
    client.read_exactly(15);
    BOOST_TEST(streams.none_within_ten_seconds());
    BOOST_TEST(pieces == 1);
}

BOOST_AUTO_TEST_CASE(a_stream_does_not_keep_the_server_from_its_end) {
    Streams streams;
    Running running(streams.handler(nothing), with_grace_of_an_hour());
    Client client(running.endpoint());
    client.send(get("/stream"));
    client.read_exactly(15);
    running.server().stop();
    running.join();
    BOOST_TEST(streams.none_within_ten_seconds());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
