// What one connection does with good requests: order, persistence, bodies that may not be sent, big replies.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <ctime>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;

std::shared_ptr<const Reply> fixed(unsigned status, std::string body) {
    const Field type{"Content-Type", "text/plain"};
    return Reply::make(status, {&type, 1}, std::move(body));
}

std::string post_head(std::size_t size) {
    std::string head = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: ";
    return head.append(std::to_string(size)).append("\r\n\r\n");
}

BOOST_AUTO_TEST_SUITE(connection)

BOOST_AUTO_TEST_CASE(a_hundred_pipelined_requests_are_answered_in_order) {
    Running running(echo);
    Client client(running.endpoint());
    std::string requests;
    for (int i = 0; i < 100; ++i) requests += get(std::to_string(i).insert(0, 1, '/'));
    client.send(requests);
    for (int i = 0; i < 100; ++i) {
        const auto response = client.read_response();
        BOOST_TEST(response.body == std::to_string(i).insert(0, "GET /").append(" test\n"));
    }
}

BOOST_AUTO_TEST_CASE(a_reply_has_a_date_and_no_connection_field) {
    Running running(echo);
    Client client(running.endpoint());
    client.send(get("/"));
    const auto response = client.read_response();
    BOOST_TEST(response.head.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(response.field("Connection") == "");
    std::tm date{};
    const auto text = response.field("Date");
    const char* const end = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
    BOOST_REQUIRE(end != nullptr);
    BOOST_TEST(*end == '\0');
    BOOST_TEST(std::abs(std::difftime(timegm(&date), std::time(nullptr))) <= 2);
}

BOOST_AUTO_TEST_CASE(http_1_0_is_told_that_the_connection_is_kept) {
    Running running(echo);
    Client client(running.endpoint());
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n");
    BOOST_TEST(client.read_response().field("Connection") == "keep-alive");
    BOOST_TEST(client.read_response().field("Connection") == "close");
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(head_is_answered_without_the_body) {
    Running running([](const Request&) { return fixed(200, "hello"); });
    Client client(running.endpoint());
    client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n" + get("/"));
    const auto to_head = client.read_response(true);
    const auto to_get = client.read_response();
    BOOST_TEST(to_head.field("Content-Length") == "5");
    BOOST_TEST(to_head.head == to_get.head);
    BOOST_TEST(to_get.body == "hello");
}

BOOST_AUTO_TEST_CASE(head_is_refused_without_a_body_too) {
    const std::string_view hostless = "HEAD / HTTP/1.1\r\n\r\n";
    const std::string_view endless = "HEAD / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\nx";
    for (const auto request : {hostless, endless}) {
        Running running(echo);
        Client client(running.endpoint());
        client.send(request);
        client.finish_sending();
        const auto response = client.read_response(true);
        BOOST_TEST(response.status == 400U);
        BOOST_TEST(response.field("Content-Length") != "0");
        BOOST_TEST(client.read_to_end() == "");
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_behind_head_has_its_body) {
    Running running(echo);
    Client client(running.endpoint());
    client.send("HEAD / HTTP/1.1\r\nHost: test\r\n\r\n(");
    BOOST_TEST(client.read_response(true).status == 200U);
    BOOST_TEST(client.read_response().body.find("request-line-malformed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_status_without_content_has_none) {
    Running running([](const Request& request) {
        return fixed(static_cast<unsigned>(std::stoul(std::string(request.target.substr(1)))), "hello");
    });
    Client client(running.endpoint());
    client.send(get("/204") + get("/304") + get("/205") + get("/200"));
    BOOST_TEST(client.read_response().status == 204U);
    BOOST_TEST(client.read_response().status == 304U);
    BOOST_TEST(client.read_response().status == 205U);
    BOOST_TEST(client.read_response().body == "hello");
}

BOOST_AUTO_TEST_CASE(a_client_that_waits_is_told_to_continue) {
    Running running(echo);
    Client client(running.endpoint());
    client.send("POST / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    BOOST_TEST(client.read_exactly(25) == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello" + get("/next"));
    BOOST_TEST(client.read_response().body == "POST / test\nhello");
    BOOST_TEST(client.read_response().body == "GET /next test\n");
}

BOOST_AUTO_TEST_CASE(continue_comes_behind_the_replies_before_it) {
    Running running(echo);
    Client client(running.endpoint());
    client.send(
        get("/first") +
        "POST / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
    BOOST_TEST(client.read_response().body == "GET /first test\n");
    BOOST_TEST(client.read_response().status == 100U);
    client.send("2\r\nhi\r\n0\r\n\r\n");
    BOOST_TEST(client.read_response().body == "POST / test\nhi");
}

BOOST_AUTO_TEST_CASE(a_client_that_did_not_wait_is_not_told_to_continue) {
    Running running(echo);
    Client client(running.endpoint());
    const std::string post =
        "POST / HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\nhe";
    client.send(post + "llo" + get("/first") + post);
    BOOST_TEST(client.read_response().status == 200U);
    BOOST_TEST(client.read_response().body == "GET /first test\n"); // so the half of a body has been seen
    client.send("llo");
    BOOST_TEST(client.read_response().status == 200U);
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_costs_one_reply) {
    Running running([](const Request& request) {
        if (request.target == "/throw") throw std::runtime_error("a \"reason\"");
        if (request.target == "/odd") throw 42;
        return request.target == "/null" ? nullptr : echo(request);
    });
    Client client(running.endpoint());
    client.send(get("/throw") + get("/odd") + get("/null") + get("/fine"));
    const auto failed = client.read_response();
    BOOST_TEST(failed.status == 500U);
    BOOST_TEST(failed.field("Content-Type") == "application/problem+json");
    BOOST_TEST(failed.body == R"({"type":"urn:understudy:problem:handler-failed",)"
                              R"("title":"Internal Server Error","status":500,"detail":"a \"reason\""})");
    BOOST_TEST(client.read_response().status == 500U);
    BOOST_TEST(client.read_response().status == 500U);
    BOOST_TEST(client.read_response().status == 200U);
}

BOOST_AUTO_TEST_CASE(a_reply_that_was_sent_is_let_go) {
    std::mutex guard;
    std::vector<std::weak_ptr<const Reply>> made;
    Running running([&](const Request& request) {
        auto reply = echo(request);
        const std::lock_guard lock(guard);
        made.emplace_back(reply);
        return reply;
    });
    Client client(running.endpoint());
    for (int i = 0; i < 2; ++i) {
        client.send(get("/"));
        client.read_response();
    }
    const std::lock_guard lock(guard);
    BOOST_TEST(made.front().expired());
}

BOOST_AUTO_TEST_CASE(big_replies_arrive_whole_at_a_slow_reader) {
    std::string body(2'000'000, '\0');
    for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7919 >> 8);
    const auto reply = fixed(200, body);
    ConnectionLimits limits;
    limits.write_deadline = std::chrono::hours(1);
    Running running([&](const Request&) { return reply; }, limits);
    Client client;
    client.receive_little();
    client.connect(running.endpoint());
    client.send(get("/") + get("/") + get("/") + "GET / HTTP/1.0\r\n\r\n");
    for (int i = 0; i < 4; ++i) BOOST_TEST((client.read_response().body == body));
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(small_replies_arrive_whole_at_a_slow_reader) {
    constexpr int count =
        60'000; // more than the buffers of both sides hold, so that writes end in the middle
    ConnectionLimits limits;
    limits.write_deadline = std::chrono::hours(1);
    Running running(echo, limits);
    Client client;
    client.receive_little();
    client.connect(running.endpoint());
    std::thread sender([&] {
        std::string requests;
        for (int i = 0; i < count; ++i) requests += get("/" + std::to_string(i));
        client.send(requests);
    });
    int wrong = 0;
    for (int i = 0; i < count; ++i)
        if (client.read_response().body != "GET /" + std::to_string(i) + " test\n") ++wrong;
    sender.join();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(a_client_that_sends_on_after_a_refusal_still_reads_it) {
    Running running(echo);
    Client client(running.endpoint());
    const std::string body(4'000'000, 'x');
    client.send(post_head(body.size()));
    client.send(body);
    BOOST_TEST(client.read_response().status == 413U);
    BOOST_TEST(client.read_to_end() == "");
}

BOOST_AUTO_TEST_CASE(a_body_at_the_default_limit_is_read) {
    Running running(echo);
    Client client(running.endpoint());
    const std::string body(1'048'576, 'x');
    client.send(post_head(body.size()));
    client.send(body);
    BOOST_TEST((client.read_response().body == "POST / test\n" + body));
    client.send(get("/next"));
    BOOST_TEST(client.read_response().body == "GET /next test\n");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
