// Clients that take their time. Each test ends when the server loses patience: none waits for a fixed time.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;
using std::chrono::milliseconds;

/// All deadlines an hour, but for the one that a test is about.
ConnectionLimits patient() {
    const milliseconds hour{3'600'000};
    ConnectionLimits limits;
    limits.header_deadline = limits.body_deadline = limits.write_deadline = limits.idle_deadline =
        limits.linger = hour;
    limits.sweep = milliseconds(5);
    return limits;
}

constexpr milliseconds soon{20};

void check_timeout(Client& client) {
    const auto response = client.read_response();
    BOOST_TEST(response.status == 408U);
    BOOST_TEST(response.field("Connection") == "close");
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_SUITE(deadline)

BOOST_AUTO_TEST_CASE(a_slow_head_is_408) {
    ConnectionLimits limits = patient();
    limits.header_deadline = soon;
    Running running(echo, limits);
    Client client(running.endpoint());
    client.send(get("/") + "GET / HTTP");
    BOOST_TEST(client.read_response().status == 200U);
    check_timeout(client);
}

BOOST_AUTO_TEST_CASE(a_dribbled_head_gets_no_more_time) {
    ConnectionLimits limits = patient();
    limits.header_deadline = soon;
    Running running(echo, limits);
    Client client(running.endpoint());
    client.send("GET /");
    while (!client.readable_within(1)) client.send("a");
    check_timeout(client);
}

BOOST_AUTO_TEST_CASE(a_slow_body_is_408) {
    ConnectionLimits limits = patient();
    limits.body_deadline = soon;
    Running running(echo, limits);
    Client client(running.endpoint());
    client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhe");
    check_timeout(client);
}

BOOST_AUTO_TEST_CASE(a_client_that_stays_silent_is_closed_without_a_word) {
    ConnectionLimits limits = patient();
    limits.idle_deadline = soon;
    Running running(echo, limits);
    Client client(running.endpoint());
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(an_idle_connection_is_closed_without_a_word) {
    ConnectionLimits limits = patient();
    limits.idle_deadline = soon;
    Running running(echo, limits);
    Client client(running.endpoint());
    client.send(get("/"));
    BOOST_TEST(client.read_response().status == 200U);
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_used_is_not_idle) {
    ConnectionLimits limits = patient();
    limits.idle_deadline = milliseconds(300);
    Running running(echo, limits);
    Client client(running.endpoint());
    const auto end = std::chrono::steady_clock::now() + 2 * limits.idle_deadline;
    while (std::chrono::steady_clock::now() < end) {
        client.send(get("/"));
        BOOST_REQUIRE(client.read_response().status == 200U);
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_is_cut) {
    ConnectionLimits limits = patient();
    limits.write_deadline = soon;
    std::mutex guard;
    std::weak_ptr<const Reply> last;
    Running running(
        [&](const Request&) {
            auto reply = Reply::make(200, {}, std::string(64'000'000, 'x'));
            const std::lock_guard lock(guard);
            last = reply;
            return reply;
        },
        limits);
    Client client;
    client.receive_little();
    client.connect(running.endpoint());
    client.send(get("/"));
    BOOST_TEST(client.read_exactly(8) == "HTTP/1.1");
    // The connection alone holds the reply, so the one is gone when the other is.
    const auto gone = [&] {
        const std::lock_guard lock(guard);
        return last.expired();
    };
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!gone() && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
    BOOST_TEST(gone());
}

BOOST_AUTO_TEST_CASE(a_client_that_never_closes_is_cut_after_its_last_reply) {
    ConnectionLimits limits = patient();
    limits.linger = soon;
    limits.connections = 1;
    Running running(echo, limits);
    Client lingering(running.endpoint());
    lingering.send("GET / HTTP/2.0\r\n\r\n");
    BOOST_TEST(lingering.read_response().status == 505U);
    Client next(running.endpoint()); // is accepted only when the other is gone
    next.send(get("/"));
    BOOST_TEST(next.read_response().status == 200U);
}

BOOST_AUTO_TEST_CASE(a_client_that_floods_is_cut_after_its_last_reply) {
    ConnectionLimits limits = patient();
    limits.linger_bytes = 1000;
    limits.connections = 1;
    Running running(echo, limits);
    Client flooding(running.endpoint());
    flooding.send("GET / HTTP/2.0\r\n\r\n");
    BOOST_TEST(flooding.read_response().status == 505U);
    flooding.send(std::string(100'000, 'x'));
    Client next(running.endpoint());
    next.send(get("/"));
    BOOST_TEST(next.read_response().status == 200U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
