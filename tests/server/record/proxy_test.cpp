#include "server/record/proxy.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <mutex>
#include <thread>

#include "tests/server/http/client.hpp"
#include "tests/validator/live/fault_server.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
using http::test::Client;

/// What has passed, kept.
struct Seen {
    std::string target;
    record::Captured captured;
    bool is_too_large = false;
};

/// A proxy that runs for the time of a test.
class Running {
public:
    explicit Running(const std::string& upstream, std::size_t most_body = 1 << 20)
        : proxy_({"127.0.0.1", 0}, {{"/api", live::BaseUrl::parse(upstream + "/v9"), "/v1"}},
                 options(most_body),
                 [this](const record::Passed& passed) {
                     const std::lock_guard lock(mutex_);
                     seen_.push_back({std::string(passed.target), passed.captured, passed.is_too_large});
                 }),
          thread_([this] { proxy_.run(); }) {}
    ~Running() {
        proxy_.stop();
        thread_.join();
    }
    http::Endpoint endpoint() const { return proxy_.endpoint(); }
    std::vector<Seen> seen() const {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

private:
    static live::ConnectionOptions options(std::size_t most_body) {
        live::ConnectionOptions options;
        options.most_body = most_body;
        options.is_insecure_localhost = true;
        return options;
    }

    mutable std::mutex mutex_;
    std::vector<Seen> seen_;
    record::RecordingProxy proxy_;
    std::thread thread_;
};

const std::string kGet =
    "GET /api/v1/runs/1?a=b HTTP/1.1\r\nHost: proxy\r\nX-API-Key: k\r\nConnection: keep-alive\r\n\r\n";

struct Reply {
    const char* what;
    Scene scene;
    std::string body; // as it is captured
};
std::ostream& operator<<(std::ostream& stream, const Reply& reply) {
    return stream << reply.what;
}

const std::vector<Reply> replies = {
    {"with a length",
     good("{\"a\": 1}", "Content-Type: application/json\r\nSet-Cookie: a=b\r\nx-ODD:  two  words \r\n"),
     "{\"a\": 1}"},
    {"in chunks, with extensions and a trailer",
     {"HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"a\r\n005\r\n\": 1}\r\n0\r\nT: "
      "1\r\n\r\n",
      Ending::keep},
     "{\"a\": 1}"},
    {"until it closes", {"HTTP/1.0 200 OK\r\n\r\n{\"a\": 1}", Ending::close}, "{\"a\": 1}"},
    {"empty", good("", "", "204 No Content"), ""},
    {"a server's error", good("<html>", "", "502 Bad Gateway"), "<html>"},
    {"a redirect", good("", "Location: https://elsewhere.example/\r\n", "302 Found"), ""},
    {"with an interim response before it",
     {"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
      Ending::keep},
     "{}"},
};

BOOST_AUTO_TEST_SUITE(proxy)

BOOST_DATA_TEST_CASE(every_byte_passes_as_it_came, data::make(replies), reply) {
    for (const bool in_pieces : {false, true}) {
        Scene scene = reply.scene;
        scene.in_pieces = in_pieces;
        const FaultServer api({scene});
        const Running running(api.url());
        Client client(running.endpoint());
        client.send(kGet);
        // What ends with the connection has passed when that has ended.
        const bool to_end = scene.ending == Ending::close;
        BOOST_TEST((to_end ? client.read_to_end() : client.read_exactly(scene.bytes.size())) == scene.bytes);
        BOOST_TEST_REQUIRE(running.seen().size() == 1U);
        BOOST_TEST(running.seen()[0].captured.body == reply.body);
        BOOST_TEST(running.seen()[0].target == "/v9/runs/1?a=b");
        BOOST_TEST_REQUIRE(api.requests().size() == 1U);
        BOOST_TEST(api.requests()[0] == "GET /v9/runs/1?a=b HTTP/1.1\r\nHost: 127.0.0.1:" +
                                            std::to_string(api.port()) + "\r\nX-API-Key: k\r\n\r\n");
    }
}

BOOST_AUTO_TEST_CASE(connections_are_kept_on_both_sides) {
    const FaultServer api({good("{}")});
    const Running running(api.url());
    Client client(running.endpoint());
    for (int i = 0; i < 3; ++i) {
        client.send(kGet);
        BOOST_TEST(client.read_response().status == 200U);
    }
    BOOST_TEST(api.requests().size() == 3U);
    BOOST_TEST(api.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(clients_share_the_connections_to_an_api) {
    const FaultServer api({good("{}")});
    const Running running(api.url());
    for (int i = 0; i < 3; ++i) {
        Client client(running.endpoint());
        client.send(kGet);
        BOOST_TEST(client.read_response().status == 200U);
    }
    BOOST_TEST(api.connections() == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_with_more_than_its_response_is_not_used_again) {
    Scene scene = good("{}");
    scene.bytes += "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";
    const FaultServer api({scene, good("{}")});
    const Running running(api.url());
    for (int i = 0; i < 2; ++i) {
        Client client(running.endpoint());
        client.send(kGet);
        BOOST_TEST(client.read_response().body == "{}");
    }
    BOOST_TEST(api.connections() == 2U);
}

BOOST_AUTO_TEST_CASE(fields_about_the_connection_end_at_the_proxy) {
    const FaultServer api({good("{}")});
    const Running running(api.url());
    Client client(running.endpoint());
    client.send(
        "GET /api/v1/runs/1 HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, X-Hop\r\nx-hop: 1\r\n"
        "Keep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Authorization: Basic eA==\r\nX-Kept: 1\r\n\r\n");
    BOOST_TEST(client.read_response().status == 200U);
    BOOST_TEST(api.requests()[0] == "GET /v9/runs/1 HTTP/1.1\r\nHost: 127.0.0.1:" +
                                        std::to_string(api.port()) + "\r\nX-Kept: 1\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_body_in_chunks_goes_on_with_its_length) {
    http::test::Running api(http::test::echo);
    const Running running("http://127.0.0.1:" + std::to_string(api.endpoint().port));
    Client client(running.endpoint());
    client.send(
        "POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
    BOOST_TEST(client.read_response().body.ends_with("\nhello"));
}

BOOST_AUTO_TEST_CASE(a_body_over_the_limit_is_refused_before_the_api_sees_it) {
    const FaultServer api({good("{}")});
    const Running running(api.url());
    Client client(running.endpoint());
    client.send("POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n");
    const auto received = client.read_response();
    BOOST_TEST(received.status == 413U);
    BOOST_TEST(received.body.find("urn:understudy:problem:content-too-large") != std::string::npos);
    BOOST_TEST(api.requests().empty());
}

BOOST_AUTO_TEST_CASE(an_api_that_is_silent_does_not_keep_the_proxy_from_its_end) {
    const FaultServer api({{"", Ending::hang}});
    const auto begin = std::chrono::steady_clock::now();
    {
        const Running running(api.url());
        Client client(running.endpoint());
        client.send(kGet);
        while (api.requests().empty()) std::this_thread::yield();
    }
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_CASE(a_body_that_is_sent_goes_on) {
    const FaultServer api({good("{}")});
    const Running running(api.url());
    Client client(running.endpoint());
    client.send("POST /api/v1/runs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    BOOST_TEST(client.read_response().status == 200U);
    BOOST_TEST(api.requests()[0].starts_with("POST /v9/runs HTTP/1.1\r\n"));
    BOOST_TEST(api.requests()[0].find("Content-Length: 5\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(over_tls_too) {
    const Authority authority;
    const Certificate leaf = authority.issue({});
    const FaultServer api({good("{}")}, &leaf);
    const Running running(api.url());
    Client client(running.endpoint());
    client.send(kGet);
    BOOST_TEST(client.read_response().status == 200U);
}

BOOST_AUTO_TEST_CASE(a_reply_that_is_cut_off_is_cut_off_and_not_recorded) {
    for (const Scene& scene :
         {Scene{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\"", Ending::close},
          Scene{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a\"", Ending::close},
          Scene{"no HTTP at all\r\n\r\n", Ending::close}}) {
        const FaultServer api({scene});
        const Running running(api.url());
        Client client(running.endpoint());
        client.send(kGet);
        const std::string all = client.read_to_end();
        BOOST_TEST(scene.bytes.starts_with(all), all);
        BOOST_TEST(running.seen().empty());
    }
}

BOOST_AUTO_TEST_CASE(an_api_that_is_not_there_is_a_bad_gateway) {
    std::string url;
    {
        const FaultServer gone({good("{}")});
        url = gone.url();
    }
    const Running running(url);
    Client client(running.endpoint());
    client.send(kGet);
    const auto received = client.read_response();
    BOOST_TEST(received.status == 502U);
    BOOST_TEST(received.field("content-type") == "application/problem+json");
    BOOST_TEST(received.body.find("\"urn:understudy:problem:upstream-unreachable\"") != std::string::npos);
    BOOST_TEST(received.body.find("Connection refused") != std::string::npos, received.body);
    const FaultServer mute({{"", Ending::close}});
    const Running other(mute.url());
    Client second(other.endpoint());
    second.send(kGet);
    const auto silent = second.read_response();
    BOOST_TEST(silent.status == 502U);
    BOOST_TEST(silent.body.find("\"urn:understudy:problem:upstream-no-response\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_request_or_no_api_is_refused) {
    const FaultServer api({good("{}")});
    const Running running(api.url());
    for (const auto& [request, status] : std::vector<std::pair<std::string, unsigned>>{
             {"GET /apiary HTTP/1.1\r\nHost: x\r\n\r\n", 404},
             {"GET /api/v1/runs HTTP/1.1\r\n\r\n", 400},
             {"POST /api/v1/runs HTTP/1.1\r\nHost: x\r\n"
              "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
              400},
             {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 404},
             {"hello\r\n\r\n", 400}}) {
        Client client(running.endpoint());
        client.send(request);
        const auto received = client.read_response();
        BOOST_TEST(received.status == status);
        BOOST_TEST(received.body.find("\"urn:understudy:problem:") != std::string::npos, received.body);
    }
    BOOST_TEST(api.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_long_body_passes_and_is_not_kept) {
    const std::string body(3'000'000, 'x');
    const FaultServer api({good(body)});
    const Running running(api.url(), 1'000'000);
    Client client(running.endpoint());
    client.send(kGet);
    BOOST_TEST((client.read_response().body == body));
    BOOST_TEST_REQUIRE(running.seen().size() == 1U);
    BOOST_TEST(running.seen()[0].is_too_large);
    BOOST_TEST(running.seen()[0].captured.body.empty());
}

BOOST_AUTO_TEST_CASE(many_clients_at_once) {
    constexpr int kClients = 16;
    http::test::Running api(http::test::echo); // a FaultServer takes one connection at a time
    const Running running("http://127.0.0.1:" + std::to_string(api.endpoint().port));
    std::vector<std::thread> threads;
    std::atomic<int> answered{0};
    for (int i = 0; i < kClients; ++i)
        threads.emplace_back([&] {
            Client client(running.endpoint());
            client.send("GET /api/v1/runs/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            if (client.read_response().status == 200) ++answered;
        });
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST(answered == kClients);
    BOOST_TEST(running.seen().size() == static_cast<std::size_t>(kClients));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
