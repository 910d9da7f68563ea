// What the console hears.

#include <boost/test/unit_test.hpp>
#include <string>

#include "server/admin/event_stream.hpp"
#include "tests/server/mock/mock_and_admin.hpp"

namespace {

using namespace understudy;

class Mocked {
public:
    std::shared_ptr<const http::Reply> ask(std::string_view method, std::string_view target,
                                           std::string_view body = "") {
        const http::Field fields[] = {{"X-API-Key", "very-secret"}};
        return mock_.answer({method, target, "127.0.0.1", fields, body});
    }
    std::shared_ptr<const http::Reply> listen(std::string_view base = "", std::string_view after = "") {
        const http::Field fields[] = {{"Last-Event-ID", after}};
        const std::string target = std::string(base) + "/__admin/events";
        return mock_.answer({"GET", target, "127.0.0.1", fields, {}});
    }

    static constexpr std::string_view kRun = "/noxus/v1/runs/11111111-1111-4111-8111-111111111111";

private:
    test::MockAndAdmin mock_;
};

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++times;
    return times;
}

BOOST_AUTO_TEST_SUITE(events)

BOOST_AUTO_TEST_CASE(requests_are_told_of_once_and_in_order) {
    Mocked mock;
    mock.ask("GET", Mocked::kRun);
    const auto stream = mock.listen();
    BOOST_TEST_REQUIRE(static_cast<bool>(stream->source()));
    http::Source next = stream->source();
    BOOST_TEST(*next() == "");
    mock.ask("GET", Mocked::kRun);
    mock.ask("GET", "/elsewhere");
    const std::string events = *next();
    BOOST_TEST(events.starts_with("id: 2\nevent: request\ndata: {"));
    BOOST_TEST(events.find("\n\nid: 3\nevent: request\ndata: {") != std::string::npos);
    BOOST_TEST(events.find("\"wasMatched\":true") < events.find("\"wasMatched\":false"));
    BOOST_TEST(events.find("very-secret") == std::string::npos);
    BOOST_TEST(events.ends_with("}\n\n"));
    BOOST_TEST(*next() == "");
}

BOOST_AUTO_TEST_CASE(who_comes_back_hears_what_was_missed) {
    Mocked mock;
    for (int i = 0; i < 3; ++i) mock.ask("GET", Mocked::kRun);
    const auto back = mock.listen("", "1");
    const std::string events = *back->source()();
    BOOST_TEST(count(events, "event: request") == 2U);
    BOOST_TEST(events.starts_with("id: 2\n"));
    // Of another mock's life, or nonsense: from now on.
    for (const char* other : {"99", "-1", "1x", ""}) BOOST_TEST(*mock.listen("", other)->source()() == "");
}

BOOST_AUTO_TEST_CASE(too_many_at_a_time_are_counted) {
    Mocked mock;
    const auto stream = mock.listen();
    const std::size_t more = 7;
    for (std::size_t i = 0; i < admin::EventStream::kMostAtATime + more; ++i) mock.ask("GET", Mocked::kRun);
    const std::string events = *stream->source()();
    BOOST_TEST(events.starts_with("event: missed\ndata: {\"count\":7}\n\nid: 8\n"));
    BOOST_TEST(count(events, "event: request") == admin::EventStream::kMostAtATime);
}

BOOST_AUTO_TEST_CASE(long_requests_do_not_make_it_large) {
    Mocked mock;
    const auto stream = mock.listen();
    const std::string target = "/" + std::string(8'000, 'x');
    for (int i = 0; i < 40; ++i) mock.ask("GET", target);
    const std::string events = *stream->source()();
    BOOST_TEST(events.size() < admin::EventStream::kMostBytes + 4 * target.size());
    BOOST_TEST(events.starts_with("event: missed\n"));
}

BOOST_AUTO_TEST_CASE(what_the_admin_api_changes_is_told_of) {
    Mocked mock;
    const auto stream = mock.listen();
    http::Source next = stream->source();
    const auto changes = [&](std::string_view method, std::string_view path, std::string_view body = "") {
        mock.ask(method, "/__admin" + std::string(path), body);
        return *next() == "event: changed\ndata: {}\n\n";
    };
    BOOST_TEST(changes("POST", "/faults", R"({"name": "f", "status": 503})"));
    BOOST_TEST(changes("PUT", "/faults/f", R"({"enabled": false})"));
    BOOST_TEST(changes("DELETE", "/faults"));
    BOOST_TEST(changes("POST", "/scenarios/reset"));
    BOOST_TEST(changes("POST", "/sessions", R"({"id": "s"})"));
    BOOST_TEST(changes("DELETE", "/sessions/s"));
    BOOST_TEST(changes("DELETE", "/requests"));
    BOOST_TEST(changes("POST", "/reset"));
    mock.ask("POST", "/__admin/sessions", R"({"id": "a"})");
    BOOST_TEST(*next() != "");
    mock.ask("POST", "/s/a/__admin/sessions", R"({"id": "b"})");
    BOOST_TEST(*next() != "");
    mock.ask("DELETE", "/s/a/__admin/sessions/b");
    BOOST_TEST(*next() != ""); // whoever ended it
    BOOST_TEST(!changes("POST", "/requests/count"));
    BOOST_TEST(!changes("GET", "/scenarios"));
    BOOST_TEST(!changes("POST", "/faults", "no rule"));
}

BOOST_AUTO_TEST_CASE(a_session_has_a_stream_of_its_own_which_ends_with_it) {
    Mocked mock;
    mock.ask("POST", "/__admin/sessions", R"({"id": "s"})");
    const auto stream = mock.listen("/s/s");
    http::Source next = stream->source();
    mock.ask("GET", Mocked::kRun);
    BOOST_TEST(*next() == "");
    mock.ask("GET", "/s/s" + std::string(Mocked::kRun));
    BOOST_TEST(count(*next(), "event: request") == 1U);
    mock.ask("DELETE", "/__admin/sessions/s");
    BOOST_TEST(*next() == "event: gone\ndata: {}\n\n");
    BOOST_TEST(!next());
}

BOOST_AUTO_TEST_CASE(under_tls_the_urls_of_requests_say_so) {
    admin::AdminOptions options;
    options.scheme = "https";
    test::MockAndAdmin mock({}, options);
    mock.answer({"GET", "/nowhere", "127.0.0.1:4010", {}, {}});
    const auto journal = mock.answer({"GET", "/__admin/requests", "127.0.0.1", {}, {}});
    BOOST_TEST(journal->body().find(R"("absoluteUrl":"https://127.0.0.1:4010/nowhere")") !=
               std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(a_quiet_stream_is_kept_alive) {
    Mocked mock;
    http::Source next = mock.listen()->source();
    std::string events;
    for (int i = 0; i < 300; ++i) events += *next();
    BOOST_TEST(events == ":\n\n:\n\n");
}

BOOST_AUTO_TEST_CASE(there_are_not_more_streams_than_the_bound) {
    Mocked mock;
    std::vector<std::shared_ptr<const http::Reply>> streams;
    for (std::size_t i = 0; i < admin::EventStream::kMostStreams; ++i) streams.push_back(mock.listen());
    BOOST_TEST(streams.back()->status() == 200U);
    const auto refused = mock.listen();
    BOOST_TEST(refused->status() == 503U);
    BOOST_TEST(refused->body().find("admin-streams") != std::string_view::npos);
    streams.pop_back();
    BOOST_TEST(mock.listen()->status() == 200U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
