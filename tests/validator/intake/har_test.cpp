#include "validator/intake/har.hpp"

#include <boost/test/unit_test.hpp>

#include "validator/contract/catalog.hpp"
#include "validator/contract/exchange_match.hpp"
#include "validator/json/error.hpp"

namespace {

using namespace understudy;

intake::Observed read(const std::string& text) {
    return intake::read_har("a.har", {text, 1, true, nullptr});
}

std::string archive(const std::string& entries) {
    return R"({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [)" + entries +
           "]}}";
}

constexpr const char* kEntry = R"({"startedDateTime": "2026-01-02T03:04:05.250+01:00", "time": 750.4,
  "request": {"method": "GET", "url": "https://api.example.com/v1/runs/1?key=x", "headers": []},
  "response": {"status": 200, "headers": [{"name": "Content-Type", "value": "application/json"}, {"name": "content-encoding", "value": "gzip"}],
               "content": {"mimeType": "application/json", "text": "{\"a\": 1}"}}})";

BOOST_AUTO_TEST_SUITE(har)

BOOST_AUTO_TEST_CASE(an_entry_is_read) {
    const intake::Observed har = read(archive(kEntry));
    BOOST_TEST_REQUIRE(har.observations.size() == 1U);
    const intake::Observation& entry = har.observations[0];
    BOOST_TEST(entry.document == "a.har#/log/entries/0");
    BOOST_TEST(entry.method == "GET");
    BOOST_TEST(entry.status == 200U);
    BOOST_TEST(entry.body == "{\"a\": 1}");
    BOOST_TEST_REQUIRE(entry.fields->size() == 1U);
    BOOST_TEST(entry.fields->front().value == "application/json");
    BOOST_TEST(entry.time.value() == 1'767'319'446'000); // 02:04:05.25Z and 0.75 s later
}

BOOST_AUTO_TEST_CASE(a_time_that_is_not_rfc_3339_is_not_guessed) {
    for (const char* started :
         {"2026-01-02T03:04:05", "2026-02-30T03:04:05Z", "2026-01-02", "", "yesterday"}) {
        std::string entry = kEntry;
        const std::string good = "2026-01-02T03:04:05.250+01:00";
        entry.replace(entry.find(good), good.size(), started);
        BOOST_TEST(!read(archive(entry)).observations[0].time.has_value(), started);
    }
}

BOOST_AUTO_TEST_CASE(a_body_may_be_in_base64) {
    const auto with = [](const std::string& content) {
        return std::string(
            read(archive(
                     R"({"request": {"method": "GET", "url": "u"}, "response": {"status": 200, "headers": [],
          "content": )" +
                     content + "}}"))
                .observations[0]
                .body);
    };
    BOOST_TEST(with(R"({"text": "eyJhIjogMX0=", "encoding": "base64"})") == "{\"a\": 1}");
    BOOST_TEST(with(R"({"text": "", "encoding": "base64"})") == "");
    BOOST_TEST(with("{}") == "");
    BOOST_CHECK_THROW(with(R"({"text": "!!!!", "encoding": "base64"})"), json::LoadError);
}

BOOST_AUTO_TEST_CASE(what_is_none_is_refused_with_its_place) {
    for (
        const auto& [text, error] : std::vector<std::pair<std::string, std::string>>{
            {"{\"log\": []}", "/log: expected an object"},
            {"{\"log\": {}}", "/log/entries: expected an array; found nothing"},
            {archive("1"), "/log/entries/0: expected an object"},
            {archive("{}"), "/log/entries/0/request: expected an object; found nothing"},
            {archive(R"({"request": {"method": 1}})"), "/log/entries/0/request/method: expected a string"},
            {archive(R"({"request": {"method": "GET", "url": "u"}, "response": {"status": "200"}})"),
             "/log/entries/0/response/status: expected a number"},
            {archive(
                 R"({"request": {"method": "GET", "url": "u"}, "response": {"status": 200, "headers": [{}]}})"),
             "/log/entries/0/response/headers/0/name: expected a string; found nothing"}})
        BOOST_CHECK_EXCEPTION(read(text), json::LoadError, [&error = error](const json::LoadError& thrown) {
            BOOST_TEST(std::string(thrown.what()).ends_with(error), thrown.what());
            return true;
        });
}

BOOST_AUTO_TEST_CASE(it_is_known_by_its_content) {
    BOOST_TEST(intake::is_har(" {\n \"log\": {\"entries\": []}}"));
    BOOST_TEST(intake::is_har("{\"log\": \"entries\"}")); // and is refused by parse()
    BOOST_TEST(!intake::is_har("{\"logs\": {\"entries\": []}}"));
    BOOST_TEST(!intake::is_har("[\"log\", \"entries\"]"));
    BOOST_TEST(!intake::is_har(""));
}

BOOST_AUTO_TEST_CASE(an_exchange_is_matched_by_method_path_and_server) {
    contract::Catalog catalog;
    const auto duckie = catalog.get("duckie");
    const std::string server = duckie->run_operation().server;
    const auto id = [&](std::string_view method, const std::string& url) {
        const auto match = contract::match_exchange(*duckie, method, url);
        return match ? match->operation->path + " " + match->run_id : "";
    };
    BOOST_TEST(id("GET", server + "/runs/a%2Fb?x=y") == "/runs/{run_id} a/b");
    BOOST_TEST(id("get", server + "/runs/1") == "/runs/{run_id} 1");
    BOOST_TEST(id("GET", "http://127.0.0.1:4010/duckie/api/v1/runs/1") == "/runs/{run_id} 1");
    BOOST_TEST(id("GET", "http://localhost:4010/api/v1/runs/1") == "/runs/{run_id} 1");
    for (const std::string& other :
         {server + "/runs", server + "/runs/1/x", std::string("https://api.example.com/api/v1/runs/1"),
          std::string("http://127.0.0.1/noxus/api/v1/runs/1"), std::string("")})
        BOOST_TEST(id("GET", other) == "", other);
    BOOST_TEST(id("DELETE", server + "/runs/1") == "");
    BOOST_TEST(contract::shown_url("https://user:secret@h:1/p?key=secret#secret") == "https://h:1/p");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
