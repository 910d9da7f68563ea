#include "server/record/recording.hpp"

#include <boost/test/unit_test.hpp>

#include "server/record/recovery_log.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/intake/fixture.hpp"

namespace {

using namespace understudy;
using record::Captured;
using record::Recording;
using std::chrono::milliseconds;

struct Fixture {
    contract::Catalog catalog;
    std::shared_ptr<const contract::Contract> contract = catalog.get("duckie");
    std::set<std::string> kept = record::kept_fields(contract->run_operation());
    record::Pseudonyms pseudonyms{"k"};
    record::Redactor redactor{pseudonyms, {}};
    Recording recording{*contract, {"r\"1", {}}, "https://api.example.com", "2026-01-02T03:04:05Z"};

    intake::Fixture read() const { return intake::Fixture::parse("f.json", recording.fixture()); }
    void add(long at, const std::string& body, unsigned status = 200,
             std::vector<std::pair<std::string, std::string>> fields = {
                 {"Content-Type", "application/json"}}) {
        recording.add({milliseconds(at), status, std::move(fields), body}, kept, redactor);
    }
};

BOOST_FIXTURE_TEST_SUITE(recording_, Fixture)

BOOST_AUTO_TEST_CASE(a_life_is_read_back) {
    add(1000, R"({"state": "a"})");
    add(1500, R"({"state":"a"})"); // the same
    add(2250, R"({"state": "b"})");
    add(2250, R"({"state": "a"})", 404);
    const intake::Fixture fixture = read();
    BOOST_TEST(fixture.api() == "duckie");
    BOOST_TEST(fixture.run_id() == "r\"1");
    BOOST_TEST_REQUIRE(fixture.responses().size() == 3U);
    BOOST_TEST(fixture.responses()[0].at_ms == 0U);
    BOOST_TEST(fixture.responses()[1].at_ms == 1250U);
    BOOST_TEST(fixture.responses()[1].observed.body == R"({"state":"b"})");
    BOOST_TEST(fixture.responses()[2].observed.status == 404U);
    BOOST_TEST(fixture.document()->root().find("recorded")->find("contract")->text ==
               "sha256:" + contract->sha256());
}

// A body of one line would be JSON, too, and several lines hold secrets as one does.
BOOST_AUTO_TEST_CASE(a_sequence_is_kept_as_it_came) {
    const std::string secret = "+15551234567";
    add(0, "{\"n\": 1}\n", 200, {{"Content-Type", "application/x-ndjson"}});
    add(1, "{\"n\": 1}\r\n{\"phone_number\": \"" + secret + "\"}\n", 200,
        {{"Content-Type", "application/x-ndjson"}});
    add(2, "event: a\ndata: {\"phone_number\": \"" + secret + "\"}\n\n", 200,
        {{"Content-Type", "text/event-stream"}});
    const intake::Fixture fixture = read();
    BOOST_TEST_REQUIRE(fixture.responses().size() == 3U);
    BOOST_TEST(fixture.responses()[0].json == nullptr);
    BOOST_TEST(fixture.responses()[0].observed.body == "{\"n\": 1}\n");
    BOOST_TEST(fixture.responses()[1].observed.body.starts_with("{\"n\": 1}\r\n{\"phone_number\":"));
    BOOST_TEST(fixture.responses()[2].observed.body.starts_with("event: a\ndata: {\"phone_number\":"));
    BOOST_TEST(recording.fixture().find(secret) == std::string::npos, recording.fixture());
}

// One run id below two parents: two runs, also after a crash.
BOOST_AUTO_TEST_CASE(a_recovered_run_keeps_its_parents) {
    const test::TemporaryFolder folder;
    std::map<std::string, std::string> found;
    {
        record::RecoveryLog log(folder.path());
        for (const char* thread : {"t1", "t\"2", "t3"})
            log.append({"duckie", {"r1", {{"thread_id", thread}}}, "", "2026-01-02T03:04:05Z", ""},
                       {0, R"("status": 200, "body": ")" +
                               std::string(thread == std::string("t1") ? "a" : "b") + "\""});
        log.settle({"duckie", {"r1", {{"thread_id", "t3"}}}, "", "2026-01-02T03:04:05Z", ""});
        log.keep();
    }
    for (const Recording& each : record::RecoveryLog::recover(folder.path()).recordings) {
        const auto fixture = intake::Fixture::parse("f.json", each.fixture());
        BOOST_TEST(fixture.run_id() == "r1");
        found[fixture.path().at("thread_id")] = fixture.responses().front().observed.body;
    }
    BOOST_TEST((found == std::map<std::string, std::string>{{"t1", "\"a\""}, {"t\"2", "\"b\""}}));
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_does_no_harm) {
    add(1000, "1");
    add(400, "2");
    BOOST_TEST(read().responses()[1].at_ms == 0U);
}

BOOST_AUTO_TEST_CASE(only_what_a_replay_needs_is_kept_of_the_fields) {
    add(0, "{}", 429,
        {{"Content-Type", "application/json"},
         {"Set-Cookie", "canary"},
         {"Retry-After", "3"},
         {"X-RateLimit-Limit", "5"},
         {"X-Request-Id", "canary"},
         {"Authorization", "canary"},
         {"Server", "canary"},
         {"x-ratelimit-limit", "6"},
         {"WWW-Authenticate", "canary"},
         {"Location", "canary"}});
    const std::string text = recording.fixture();
    BOOST_TEST(text.find("canary") == std::string::npos, text);
    const intake::Fixture fixture = read();
    const auto& headers = fixture.responses()[0].observed.fields.value();
    BOOST_TEST_REQUIRE(headers.size() == 3U);
    BOOST_TEST(headers[1].value == "3");
    BOOST_TEST(headers[2].value == "5, 6");
}

BOOST_AUTO_TEST_CASE(a_body_that_is_not_json_is_text) {
    add(0, "<html>\xc3\xa9\n +13125550142", 502, {{"Content-Type", "text/html"}});
    add(1, "\xff\xfe", 502, {});
    add(2, "", 204, {});
    const intake::Fixture fixture = read();
    BOOST_TEST(fixture.responses()[0].observed.body.starts_with("<html>\xc3\xa9\n +"));
    BOOST_TEST(fixture.responses()[0].observed.body.find("3125550142") == std::string::npos);
    BOOST_TEST(fixture.responses()[1].observed.body == "\xff\xfe");
    BOOST_TEST(fixture.responses()[2].observed.body == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
