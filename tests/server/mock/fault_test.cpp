// Faults as bytes on a socket, and their chances.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <system_error>

#include "server/mock/fixture_files.hpp"
#include "server/mock/mock.hpp"
#include "tests/server/http/client.hpp"

namespace {

using namespace understudy;
using http::test::Client;
using std::chrono::milliseconds;

/// A mock with these rules, on a port of its own.
class MockWithRule {
public:
    explicit MockWithRule(const std::string& rule)
        : mock_(std::make_shared<const mock::ApiSet>(catalog_, mock::read_embedded_fixtures(),
                                                     mock::ApiSetOptions()),
                options(rule)),
          running_([this](const http::Request& request) { return mock_.answer(request); }) {}

    const http::Endpoint& endpoint() const { return running_.endpoint(); }

    static std::string request(const char* more = "") {
        return "GET /noxus/v1/runs/11111111-1111-4111-8111-111111111111 HTTP/1.1\r\nHost: localhost\r\n" +
               std::string("X-API-Key: any\r\n") + more + "\r\n";
    }

private:
    static mock::MockSettings options(const std::string& rule) {
        mock::MockSettings options;
        options.sessions.faults = mock::read_fault_rules("rule", R"({"faults": [)" + rule + "]}");
        return options;
    }

    contract::Catalog catalog_;
    mock::Mock mock_;
    http::test::Running running_;
};

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(a_reply_is_late_and_the_next_comes_after_it) {
    const MockWithRule stage(R"({"polls": [1], "delay": {"fixed": 80}})");
    Client client(stage.endpoint());
    const auto begin = std::chrono::steady_clock::now();
    client.send(MockWithRule::request() + MockWithRule::request());
    BOOST_TEST(client.read_response().body.find("queued") != std::string::npos);
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= milliseconds(80)));
    BOOST_TEST(client.read_response().body.find("running") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_connection_is_closed_before_the_reply) {
    const MockWithRule stage(R"({"polls": [1], "break": "close"})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    BOOST_TEST(client.read_to_end() == "");
    Client again(stage.endpoint());
    again.send(MockWithRule::request());
    BOOST_TEST(again.read_response().body.find("queued") !=
               std::string::npos); // nothing was seen of the first
}

BOOST_AUTO_TEST_CASE(a_connection_is_reset) {
    const MockWithRule stage(R"({"break": "reset"})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    BOOST_CHECK_EXCEPTION(client.read_to_end(), std::system_error,
                          [](const auto& error) { return error.code() == std::errc::connection_reset; });
}

BOOST_AUTO_TEST_CASE(a_body_is_cut_off) {
    const MockWithRule stage(R"({"break": "truncate"})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    const std::string all = client.read_to_end();
    const std::size_t head = all.find("\r\n\r\n") + 4;
    const std::size_t field = all.find("Content-Length: ") + 16;
    const std::size_t promised = std::stoul(all.substr(field));
    BOOST_TEST(all.size() - head == promised / 2);
}

BOOST_AUTO_TEST_CASE(a_body_is_no_json) {
    const MockWithRule stage(R"({"break": "invalid-json"})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    BOOST_CHECK_THROW(json::Document::parse("body", client.read_response().body), json::LoadError);
}

BOOST_AUTO_TEST_CASE(a_chunk_is_malformed) {
    const MockWithRule stage(R"({"break": "bad-chunk"})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    const std::string all = client.read_to_end();
    BOOST_TEST(all.find("Content-Length") == std::string::npos);
    BOOST_TEST(all.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
    BOOST_TEST(all.ends_with("\r\nnot-a-size\r\n"));
}

BOOST_AUTO_TEST_CASE(a_reply_dribbles_and_is_whole) {
    const MockWithRule stage(R"({"polls": [1], "bytes_per_second": 5000})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request() + MockWithRule::request());
    const auto begin = std::chrono::steady_clock::now();
    const auto reply = client.read_response();
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= milliseconds(100)));
    BOOST_TEST(reply.body.find("queued") != std::string::npos);
    BOOST_TEST(client.read_response().body.find("running") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_server_that_waits_is_stopped_all_the_same) {
    const MockWithRule stage(R"({"delay": {"fixed": 3600000}})");
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    BOOST_TEST(!client.readable_within(20));
} // and the destructor returns

BOOST_AUTO_TEST_CASE(a_client_that_leaves_meanwhile_does_no_harm) {
    const MockWithRule stage(R"({"polls": [1, 2, 3], "delay": {"fixed": 30}, "bytes_per_second": 2000})");
    for (int i = 0; i < 3; ++i) {
        Client client(stage.endpoint());
        client.send(MockWithRule::request());
    }
    Client client(stage.endpoint());
    client.send(MockWithRule::request());
    BOOST_TEST(client.read_response().status == 200U);
}

BOOST_AUTO_TEST_CASE(a_share_is_that_share_and_the_seed_decides) {
    const auto hits = [](std::uint64_t seed) {
        mock::FaultRules faults(mock::read_fault_rules(
            "rule", R"({"faults": [{"status": 500, "share": 0.25, "seed": )" + std::to_string(seed) + "}]}"));
        std::vector<std::uint64_t> polls;
        for (std::uint64_t poll = 1; poll <= 4'000; ++poll)
            if (faults.follow("noxus", "run", "run", poll) != nullptr) polls.push_back(poll);
        return polls;
    };
    BOOST_TEST(hits(1) == hits(1), boost::test_tools::per_element());
    BOOST_TEST((hits(1) != hits(2)));
    BOOST_TEST(hits(1).size() > 900U);
    BOOST_TEST(hits(1).size() < 1'100U);
}

BOOST_AUTO_TEST_CASE(delays_are_distributed_as_ordered) {
    const auto delays = [](const std::string& delay) {
        const auto fault =
            mock::read_fault_rules("rule", R"({"faults": [{"delay": )" + delay + "}]}").front();
        std::vector<std::int64_t> all;
        for (std::uint64_t poll = 1; poll <= 2'001; ++poll)
            all.push_back(mock::delivery_of(fault, "run", poll)->delay.count());
        std::sort(all.begin(), all.end());
        return all;
    };
    const auto uniform = delays(R"({"uniform": [100, 200]})");
    BOOST_TEST(uniform.front() >= 100);
    BOOST_TEST(uniform.front() < 105);
    BOOST_TEST(uniform.back() < 200);
    BOOST_TEST(uniform.back() > 195);
    const auto lognormal = delays(R"({"lognormal": {"median": 1000, "sigma": 0.5}})");
    BOOST_TEST(lognormal[1'000] > 950); // the median
    BOOST_TEST(lognormal[1'000] < 1'050);
    BOOST_TEST(lognormal[1'683] > 1'550); // and one sigma: e^0.5 times that
    BOOST_TEST(lognormal[1'683] < 1'750);
    BOOST_TEST(delays(R"({"fixed": 7})").back() == 7);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
