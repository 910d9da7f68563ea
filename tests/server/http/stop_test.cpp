// How a server ends: at once for those who wait, with a last reply for those who asked.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <future>
#include <latch>
#include <mutex>
#include <set>
#include <thread>

#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;
using std::chrono::milliseconds;

ConnectionLimits with_grace(milliseconds grace) {
    ConnectionLimits limits;
    limits.grace = grace;
    return limits;
}

constexpr milliseconds hour{3'600'000};

BOOST_AUTO_TEST_SUITE(stop)

BOOST_AUTO_TEST_CASE(an_idle_connection_is_closed_at_once) {
    Running running(echo, with_grace(hour));
    Client silent(running.endpoint());
    Client idle(running.endpoint());
    idle.send(get("/"));
    BOOST_TEST(idle.read_response().field("Connection") == "");
    running.server().stop();
    BOOST_TEST(idle.read_to_end() == "");
    running.join();
}

BOOST_AUTO_TEST_CASE(the_port_is_free_while_requests_are_in_flight) {
    Running running(echo, with_grace(hour));
    Client idle(running.endpoint());
    idle.send(get("/"));
    idle.read_response();
    Client busy(running.endpoint());
    busy.send(get("/1") + "GET /2 HTTP/1.1\r\n");
    BOOST_TEST(busy.read_response().body == "GET /1 test\n");
    running.server().stop();
    BOOST_TEST(idle.read_to_end() == ""); // so stop() has been heeded

    Running successor(echo, {}, running.endpoint());
    BOOST_TEST(successor.endpoint().port == running.endpoint().port);
    Client other(successor.endpoint());
    other.send(get("/other"));
    BOOST_TEST(other.read_response().body == "GET /other test\n");

    busy.send("Host: test\r\n\r\n");
    const auto last = busy.read_response();
    BOOST_TEST(last.body == "GET /2 test\n");
    BOOST_TEST(last.field("Connection") == "close");
    BOOST_TEST(busy.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(the_reply_that_is_being_made_is_the_last) {
    std::latch entered(1), leave(1);
    Running running(
        [&](const Request& request) {
            entered.count_down();
            leave.wait();
            return echo(request);
        },
        with_grace(hour));
    {
        Client client(running.endpoint());
        client.send(get("/"));
        entered.wait();
        running.server().stop();
        leave.count_down();
        BOOST_TEST(client.read_response().field("Connection") == "close");
        BOOST_TEST(client.read_to_end() == "");
    }
    running.join();
}

BOOST_AUTO_TEST_CASE(after_the_grace_period_the_rest_is_cut) {
    Running running(echo, with_grace(milliseconds(20)));
    Client client(running.endpoint());
    client.send(get("/") + "GET /");
    BOOST_TEST(client.read_response().status == 200U);
    running.server().stop();
    running.join();
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(the_default_grace_lets_a_command_end_within_a_second) {
    Running running(echo);
    Client client(running.endpoint());
    client.send(get("/") + "GET /");
    client.read_response();
    const auto begin = std::chrono::steady_clock::now();
    running.server().stop();
    running.join();
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(1)));
}

BOOST_AUTO_TEST_CASE(it_may_come_before_run_and_twice) {
    Server server({}, echo);
    server.stop();
    server.stop();
    server.run();
    Server never_run({}, echo);
    Client client(never_run.endpoint());
}

BOOST_AUTO_TEST_CASE(a_signal_stops) {
    for (const int signal : {SIGTERM, SIGINT}) {
        Server server({}, echo, with_grace(hour));
        server.stop_on({SIGTERM, SIGINT});
        auto done = std::async(std::launch::async, [&] { server.run(); });
        Client client(server.endpoint());
        client.send(get("/"));
        BOOST_TEST(client.read_response().status == 200U);
        std::raise(signal);
        BOOST_TEST(client.read_to_end() == "");
        done.get();
    }
}

BOOST_AUTO_TEST_CASE(several_threads_serve_and_stop) {
    std::mutex mutex;
    std::set<std::thread::id> threads;
    Server server(
        {},
        [&](const Request& request) {
            const std::lock_guard lock(mutex);
            threads.insert(std::this_thread::get_id());
            return echo(request);
        },
        {}, 3);
    std::thread running([&] { server.run(); });
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 30; ++i) clients.push_back(std::make_unique<Client>(server.endpoint()));
    for (auto& client : clients) client->send(get("/"));
    for (auto& client : clients) BOOST_TEST(client->read_response().status == 200U);
    BOOST_TEST(threads.size() == 3U);
    BOOST_TEST(server.connections() == 30U);
    server.stop();
    running.join();
    for (auto& client : clients) BOOST_TEST(client->read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(several_threads_that_never_ran_are_no_trouble) {
    const Server server({}, echo, {}, 3);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
