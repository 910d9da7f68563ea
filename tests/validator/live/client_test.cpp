#include "validator/live/client.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/validator/live/fault_server.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using intake::Verdict;
using std::chrono::milliseconds;
using Clock = live::RequestPacer::Clock;

const live::FetchRequest kRequest{"/r", {}};

live::RetryOptions quick(unsigned attempts = 4) {
    return {attempts, milliseconds(1), milliseconds(2000)};
}

Scene status(const std::string& line, const std::string& fields = "") {
    return good("{}", fields, line);
}

live::FetchResult get(const FaultServer& server, const live::RetryOptions& options = quick()) {
    live::ClientConnection connection(live::BaseUrl::parse(server.url()), std::nullopt, {});
    live::RequestPacer pace(0);
    return live::Client(connection, pace, options).get(kRequest);
}

std::string verdict(const live::FetchResult& outcome) {
    return outcome.problem ? std::string(intake::verdict_name(outcome.problem->verdict)) : "";
}

BOOST_AUTO_TEST_SUITE(client)

BOOST_AUTO_TEST_CASE(what_may_pass_is_tried_again) {
    for (const Scene& bad :
         {Scene{"", Ending::close}, Scene{"", Ending::reset}, status("500 Internal Server Error"),
          status("503 Service Unavailable"), status("429 Too Many Requests"),
          Scene{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", Ending::close}}) {
        const FaultServer server({bad, bad, good("{}")});
        const live::FetchResult outcome = get(server);
        BOOST_TEST(!outcome.problem, verdict(outcome));
        BOOST_TEST(outcome.response.value().status == 200U);
        BOOST_TEST(server.requests().size() == 3U);
    }
}

BOOST_AUTO_TEST_CASE(the_attempts_are_counted_and_come_to_an_end) {
    const FaultServer server({status("502 Bad Gateway")});
    const live::FetchResult outcome = get(server);
    BOOST_TEST(verdict(outcome) == "http.server-error");
    BOOST_TEST(outcome.problem->detail == "status 502 (after 4 attempts)");
    BOOST_TEST(outcome.response.value().status ==
               502U); // which may be held against the contract all the same
    BOOST_TEST(server.requests().size() == 4U);
    const FaultServer limited({status("429 Too Many Requests")});
    BOOST_TEST(verdict(get(limited, quick(2))) == "http.rate-limited");
    BOOST_TEST(limited.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_will_not_pass_is_not_tried_again) {
    for (const auto& [line, name] : {std::pair{"401 Unauthorized", "http.unauthorized"},
                                     {"403 Forbidden", "http.unauthorized"},
                                     {"301 Moved Permanently", "http.redirect"},
                                     {"307 Temporary Redirect", "http.redirect"},
                                     {"404 Not Found", ""},
                                     {"400 Bad Request", ""}}) {
        const FaultServer server({status(line, "Location: http://127.0.0.1:1/elsewhere\r\n")});
        const live::FetchResult outcome = get(server);
        BOOST_TEST(verdict(outcome) == name);
        BOOST_TEST(server.requests().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(nothing_goes_out_before_the_time_that_was_asked_for) {
    const FaultServer server({status("429 Too Many Requests", "Retry-After: 1\r\n"), good("{}")});
    const auto start = Clock::now();
    BOOST_TEST(get(server).response.value().status == 200U);
    BOOST_TEST((Clock::now() - start >= std::chrono::seconds(1)));
}

BOOST_AUTO_TEST_CASE(more_than_one_is_ready_to_wait_is_the_end) {
    const FaultServer server({status("503 Service Unavailable", "Retry-After: 3600\r\n")});
    const live::FetchResult outcome = get(server);
    BOOST_TEST(verdict(outcome) == "http.server-error");
    BOOST_TEST(outcome.problem->detail == "status 503; the API asks to wait 3600 s");
    BOOST_TEST(server.requests().size() == 1U);
}

// The whole budget is spent: the next request, of whatever thread, waits for the new one.
BOOST_AUTO_TEST_CASE(the_last_request_of_a_budget_holds_the_next) {
    const FaultServer server(
        {good("{}", "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1\r\n"), good("{}")});
    live::ClientConnection connection(live::BaseUrl::parse(server.url()), std::nullopt, {});
    live::RequestPacer pace(0);
    live::Client client(connection, pace, quick());
    BOOST_TEST(!client.get(kRequest).problem);
    const auto start = Clock::now();
    BOOST_TEST((pace.take() - start > milliseconds(500)));
}

BOOST_AUTO_TEST_CASE(a_pace_gives_each_request_its_time) {
    live::RequestPacer pace(10);
    const auto first = pace.take(), second = pace.take(), third = pace.take();
    BOOST_TEST((second - first == milliseconds(100)));
    BOOST_TEST((third - second == milliseconds(100)));
    live::RequestPacer free(0);
    const auto time = free.take();
    BOOST_TEST((time <= Clock::now()));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
