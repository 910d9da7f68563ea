// understudy::Mock and what boost_test.hpp makes of it.

#include <boost/test/unit_test.hpp>
#include <understudy/boost_test.hpp>
#include <understudy/mock.hpp>

#include "tests/server/http/client.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;

const std::string kRun = "11111111-1111-4111-8111-111111111111";

http::test::Received get(const Mock& mock, const std::string& path, const std::string& fields) {
    http::test::Client client({"127.0.0.1", mock.port()});
    client.send("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    return client.read_response();
}

http::test::Received poll(const Mock& mock, const std::string& id = kRun) {
    return get(mock, "/noxus/v1/runs/" + id, "X-API-Key: very-secret\r\n");
}

bool has(const http::test::Received& reply, const std::string& text) {
    return reply.body.find(text) != std::string::npos;
}

/// Whether what was thrown says all of that.
auto saying(std::vector<std::string> parts) {
    return [parts = std::move(parts)](const MockError& error) {
        const std::string said = error.what();
        BOOST_TEST_MESSAGE(said);
        return std::all_of(parts.begin(), parts.end(),
                           [&](const std::string& part) { return said.find(part) != std::string::npos; });
    };
}

std::string message_of(const boost::test_tools::predicate_result& result) {
    const auto message = result.message();
    return {message.begin(), message.size()};
}

BOOST_AUTO_TEST_SUITE(mock)

BOOST_FIXTURE_TEST_CASE(it_plays_and_says_what_it_was_asked, MockFixture) {
    BOOST_TEST(mock.base_url("noxus") == "http://127.0.0.1:" + std::to_string(mock.port()) + "/noxus");
    BOOST_TEST(mock.admin_url() == "http://127.0.0.1:" + std::to_string(mock.port()) + "/__admin");
    BOOST_TEST(mock.requests().empty());
    BOOST_TEST(has(poll(mock), "\"queued\""));
    BOOST_TEST(has(poll(mock), "\"running\""));
    get(mock, "/noxus/v1/run?key=very-secret", "X-API-Key: very-secret\r\nx-twice: 1\r\nX-Twice: 2\r\n");
    const auto requests = mock.requests();
    BOOST_TEST_REQUIRE(requests.size() == 3U);
    BOOST_TEST(requests[0].method == "GET");
    BOOST_TEST(requests[0].target == "/noxus/v1/runs/" + kRun);
    BOOST_TEST(requests[0].status == 200U);
    BOOST_TEST(requests[0].matched);
    BOOST_TEST(requests[0].api == "noxus");
    BOOST_TEST(requests[0].run_id == kRun);
    BOOST_TEST(requests[0].note == "");
    BOOST_TEST(requests[0].field("x-api-key") == "***");
    BOOST_TEST(requests[0].field("absent") == "");
    BOOST_TEST(!requests[2].matched);
    BOOST_TEST(requests[2].status == 404U);
    BOOST_TEST(requests[2].target == "/noxus/v1/run?key=***");
    BOOST_TEST(requests[2].api == "");
    BOOST_TEST(requests[2].fields.size() == 4U);
    BOOST_TEST(requests[2].field("X-TWICE") == "1");
}

BOOST_FIXTURE_TEST_CASE(it_is_reset, MockFixture) {
    poll(mock);
    mock.order(R"({"status": 503})");
    BOOST_TEST(poll(mock).status == 503U);
    mock.reset();
    BOOST_TEST(mock.requests().empty());
    BOOST_TEST(has(poll(mock), "\"queued\""));
}

BOOST_FIXTURE_TEST_CASE(a_run_is_put_into_a_state, MockFixture) {
    mock.set_state("noxus", kRun, "completed");
    BOOST_TEST(has(poll(mock), "\"completed\""));
    BOOST_CHECK_EXCEPTION(mock.set_state("noxus", kRun, "asleep"), MockError, saying({"/state", "expected"}));
    BOOST_CHECK_EXCEPTION(mock.set_state("noxus", "other", "queued"), MockError, saying({"no run"}));
}

BOOST_AUTO_TEST_CASE(it_ends_with_its_scope) {
    std::uint16_t port = 0;
    {
        const Mock mock;
        port = mock.port();
        poll(mock);
    }
    MockOptions same;
    same.port = port; // which is free again
    const Mock again(same);
    BOOST_TEST(again.port() == port);
    BOOST_CHECK_EXCEPTION(Mock{same}, MockError,
                          saying({"cannot listen on 127.0.0.1:" + std::to_string(port)}));
}

BOOST_AUTO_TEST_CASE(mocks_beside_one_another_have_nothing_in_common) {
    const Mock one, other;
    poll(one);
    BOOST_TEST(has(poll(one), "\"running\""));
    BOOST_TEST(has(poll(other), "\"queued\""));
    BOOST_TEST(other.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_options_are_followed) {
    MockOptions options;
    options.advance = MockOptions::Advance::none;
    options.require_credential = false;
    options.generate = true;
    options.journal = 2;
    options.request_check = MockOptions::RequestCheck::strict;
    options.faults = {R"({"polls": [3], "status": 500})"};
    const Mock mock(options);
    const std::string path = "/noxus/v1/runs/" + kRun;
    BOOST_TEST(has(get(mock, path, ""), "\"completed\""));
    BOOST_TEST(get(mock, path, "").status == 200U);
    BOOST_TEST(get(mock, path, "").status == 500U);
    BOOST_TEST(get(mock, "/noxus/v1/runs/99999999-9999-4999-8999-999999999999", "").status == 200U);
    BOOST_TEST(mock.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(fixtures_and_contracts_are_the_callers) {
    const test::TemporaryFolder folder;
    folder.write("run.json", R"({"understudy_fixture": 1, "api": "shop", "run_id": "7",
        "responses": [{"at_ms": 0, "status": 200, "body": {"mine": true}}]})");
    MockOptions options;
    options.fixtures = {folder.path()};
    options.contracts = {"shop=" + test::source("tests/data/mock_contracts/shop.openapi.json")};
    const Mock mock(options);
    BOOST_TEST(has(get(mock, "/shop/orders/7?limit=101", "X-Tenant: a\r\n"), "\"mine\":true"));
    BOOST_TEST(!all_as_contracted(mock));
    folder.write("run.json", R"({"understudy_fixture": 1, "api": 7})");
    BOOST_CHECK_EXCEPTION(Mock{options}, MockError, saying({"run.json:1:", "/api: expected"}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_told) {
    MockOptions options;
    options.fixtures = {"/nowhere"};
    BOOST_CHECK_EXCEPTION(Mock{options}, MockError, saying({"/nowhere"}));
    options = {};
    options.contracts = {"/nowhere.json"};
    BOOST_CHECK_EXCEPTION(Mock{options}, MockError, saying({"/nowhere.json"}));
    options = {};
    options.faults = {R"({"status": 99})"};
    BOOST_CHECK_EXCEPTION(Mock{options}, MockError, saying({"faults:1:", "/status: expected"}));
    options = {};
    options.speed = 0;
    BOOST_CHECK_EXCEPTION(Mock{options}, MockError, saying({"speed: expected"}));
    options = {};
    options.address = "nowhere";
    BOOST_CHECK_EXCEPTION(Mock{options}, MockError, saying({"nowhere"}));
    Mock mock;
    BOOST_CHECK_EXCEPTION(mock.order("{"), MockError, saying({"JSON"}));
    BOOST_CHECK_EXCEPTION(mock.order(R"({"status": 99})"), MockError, saying({"/status"}));
    BOOST_CHECK_EXCEPTION(mock.base_url("other"), MockError,
                          saying({"expected one of duckie, happyrobot, noxus; found \"other\""}));
}

BOOST_FIXTURE_TEST_CASE(assertions_say_what_was_asked_instead, MockFixture) {
    const std::string path = "/noxus/v1/runs/" + kRun;
    poll(mock);
    UNDERSTUDY_TEST_ASKED(mock, "GET", path, 1);
    UNDERSTUDY_TEST_AS_CONTRACTED(mock);
    get(mock, path + "?extra=1", "X-API-Key: any\r\n");
    UNDERSTUDY_TEST_ASKED(mock, "GET", path, 2U);
    const auto wrong = was_asked(mock, "POST", path, 1);
    BOOST_TEST(!wrong);
    BOOST_TEST(message_of(wrong).find("expected POST " + path + " 1 times; found 0\n  GET " + path +
                                      " 200\n") == 0U);
    const auto noted = all_as_contracted(mock);
    BOOST_TEST(!noted);
    BOOST_TEST(message_of(noted) ==
               "\n  GET " + path + "?extra=1 200: query extra: the contract does not document it");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
