// Replies that come from elsewhere while they are sent.

#include "server/http/relay.hpp"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "server/http/problem.hpp"
#include "tests/server/http/client.hpp"

namespace {

using namespace understudy::http;
using namespace understudy::http::test;
namespace asio = boost::asio;
using Then = Relay::Then;

struct Counts {
    std::atomic<int> pieces = 0, cancelled = 0;
};

/// Brings its pieces one after the other; after the last it waits until it is cancelled.
class ScriptedRelay : public Relay {
public:
    ScriptedRelay(asio::io_context& context, std::vector<Piece> pieces, Counts& counts)
        : context_(context), pieces_(std::move(pieces)), counts_(counts) {}

    void next(Ready ready) override {
        if (at_ == pieces_.size()) {
            waiting_ = std::move(ready);
            return;
        }
        ++counts_.pieces;
        asio::post(context_, [ready = std::move(ready), piece = pieces_[at_++]] { ready(piece); });
    }
    void cancel() override {
        ++counts_.cancelled;
        waiting_ = nullptr;
    }

private:
    asio::io_context& context_;
    std::vector<Piece> pieces_;
    Counts& counts_;
    std::size_t at_ = 0;
    Ready waiting_;
};

/// A server that relays `pieces` in answer to /relay and echoes all else.
class Relaying {
public:
    explicit Relaying(std::vector<Relay::Piece> pieces, const ConnectionLimits& limits = {})
        : running_(
              [this, pieces](const Request& request) {
                  if (request.target != "/relay") return echo(request);
                  return Reply::relayed(
                      std::make_shared<ScriptedRelay>(running_.server().context(), pieces, counts));
              },
              limits) {}

    Counts counts;
    Running& running() { return running_; }

private:
    Running running_;
};

const std::string kWhole = "HTTP/1.1 200 Fine\r\nContent-Length: 5\r\n\r\nhello";

bool within_ten_seconds(const std::function<bool()>& is_so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!is_so() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return is_so();
}

BOOST_AUTO_TEST_SUITE(relay)

BOOST_AUTO_TEST_CASE(the_pieces_are_sent_as_they_are_and_the_next_request_is_answered) {
    const std::string_view whole = kWhole;
    Relaying relaying(
        {{whole.substr(0, 20), Then::more, {}}, {"", Then::more, {}}, {whole.substr(20), Then::keep, {}}});
    Client client(relaying.running().endpoint());
    client.send(get("/relay") + get("/after") + get("/relay"));
    BOOST_TEST(client.read_exactly(kWhole.size()) == kWhole);
    BOOST_TEST(client.read_response().body.starts_with("GET /after"));
    BOOST_TEST(client.read_exactly(kWhole.size()) == kWhole);
    BOOST_TEST(relaying.counts.pieces == 6);
}

BOOST_AUTO_TEST_CASE(a_relay_may_end_the_connection) {
    Relaying relaying({{"HTTP/1.1 200 OK\r\n\r\nso far", Then::close, {}}});
    Client client(relaying.running().endpoint());
    client.send(get("/relay") + get("/after"));
    BOOST_TEST(client.read_to_end() == "HTTP/1.1 200 OK\r\n\r\nso far");
}

BOOST_AUTO_TEST_CASE(so_may_the_client) {
    Relaying relaying({{kWhole, Then::keep, {}}});
    Client client(relaying.running().endpoint());
    client.send("GET /relay HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    BOOST_TEST(client.read_to_end() == kWhole);
}

BOOST_AUTO_TEST_CASE(instead_of_pieces_a_relay_may_have_a_reply) {
    Relaying relaying({{{}, Then::more, problem(502, "nobody-there", "Expected somebody.")}});
    Client client(relaying.running().endpoint());
    client.send(get("/relay") + get("/after"));
    const auto received = client.read_response();
    BOOST_TEST(received.status == 502U);
    BOOST_TEST(received.body.find("urn:understudy:problem:nobody-there") != std::string::npos);
    BOOST_TEST(client.read_response().body.starts_with("GET /after"));
}

BOOST_AUTO_TEST_CASE(a_slow_reader_is_brought_no_more_than_it_takes) {
    ConnectionLimits limits;
    limits.write_deadline = std::chrono::milliseconds(200);
    limits.sweep = std::chrono::milliseconds(50);
    const std::string large(8'000'000, 'x');
    Relaying relaying({{large, Then::more, {}}, {large, Then::more, {}}}, limits);
    Client client;
    client.receive_little();
    client.connect(relaying.running().endpoint());
    client.send(get("/relay"));
    client.read_exactly(15);
    BOOST_TEST(within_ten_seconds([&] { return relaying.counts.cancelled == 1; }));
    BOOST_TEST(relaying.counts.pieces == 1);
    BOOST_TEST(within_ten_seconds([&] { return relaying.running().server().connections() == 0; }));
}

BOOST_AUTO_TEST_CASE(a_relay_that_waits_is_cancelled_when_the_grace_is_over) {
    ConnectionLimits limits;
    limits.grace = std::chrono::milliseconds(50);
    Relaying relaying({}, limits);
    Client client(relaying.running().endpoint());
    client.send(get("/relay"));
    BOOST_TEST(within_ten_seconds([&] { return relaying.running().server().connections() == 1; }));
    relaying.running().server().stop();
    relaying.running().join();
    BOOST_TEST(relaying.running().server().connections() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
