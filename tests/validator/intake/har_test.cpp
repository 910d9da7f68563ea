#include "validator/intake/har.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <system_error>

#include "validator/contract/catalog.hpp"
#include "validator/contract/exchange_match.hpp"
#include "validator/json/error.hpp"

namespace {

using namespace understudy;

// The entries one by one; the archive is cut off if it says so.
struct Archive {
    std::vector<intake::Observed> entries;
    std::string error;

    const intake::Observation& operator[](std::size_t i) const { return entries.at(i).observations.front(); }
};

Archive read(const std::string& text) {
    Archive archive;
    try {
        intake::read_har("a.har", {text, 1, true},
                         [&](intake::Observed&& each) { archive.entries.push_back(std::move(each)); });
    } catch (const std::system_error& error) {
        archive.error = error.what();
    }
    return archive;
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
    const Archive har = read(archive(kEntry));
    BOOST_TEST_REQUIRE(har.entries.size() == 1U);
    const intake::Observation& entry = har[0];
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
        BOOST_TEST(!read(archive(entry))[0].time.has_value(), started);
    }
}

// An entry whose response has this status, these members and this content.
std::string with(const std::string& response, const std::string& rest = "") {
    return R"({"request": {"method": "GET", "url": "/r"}, "response": {)" + response + "}" + rest + "}";
}

struct Row {
    std::string entry;
    std::string expected; // `KIND why`, or `STATUS BODY`; then each oddity after a bar
};
std::ostream& operator<<(std::ostream& stream, const Row& row) {
    return stream << row.entry;
}

const std::string kHead = R"("status": 200, "headers": [])";
const std::string kBody = R"(, "content": {"text": "{}"})";

const std::vector<Row> rows = {
    {with(kHead + kBody), "200 {}"},
    // Base64
    {with(kHead + R"(, "content": {"text": "eyJhIjogMX0=", "encoding": "base64"})"), "200 {\"a\": 1}"},
    {with(kHead + R"(, "content": {"text": "eyJhIjogMX1=", "encoding": "base64"})"), "200 {\"a\": 1}"},
    {with(kHead + R"(, "content": {"text": "", "encoding": "base64"})"), "200 "},
    {with(kHead + R"(, "content": {"text": "{}", "encoding": "base64"})"),
     "200 {}|/response/content/text: expected Base64, as `encoding` says; found JSON"},
    {with(kHead + R"(, "content": {"text": "!!!!", "encoding": "base64"})"),
     "body-damaged /response/content/text: expected Base64, as `encoding` says"},
    // What cannot be read
    {"1", "damaged expected an object; found a number"},
    {"null", "damaged expected an object; found null"},
    {"{}", "damaged /request: expected an object; found nothing"},
    {R"({"request": null})", "damaged /request: expected an object; found null"},
    {R"({"request": {"method": 1}})", "damaged /request/method: expected a string; found a number"},
    {R"({"request": {"method": "GET"}})", "damaged /request/url: expected a string; found nothing"},
    {R"({"request": {"method": "GET", "url": "/r"}, "response": []})",
     "damaged /response: expected an object; found an array"},
    {with(R"("headers": [])"), "damaged /response/status: expected a status; found nothing"},
    {with(R"("status": null)"), "damaged /response/status: expected a status; found null"},
    {with(R"("status": "OK")"), "damaged /response/status: expected a status; found a string"},
    {with(R"("status": 2000)"),
     "damaged /response/status: expected a status of three digits; found another number"},
    {R"({"a": 1, "a": 2})", "damaged line 4: not JSON: the name \"a\" is given twice in one object"},
    {R"({"a": "\x"})", "damaged line 4: not JSON: an escape that JSON does not have"},
    // What is odd, and can be read
    {with(R"("status": "200", "headers": [])" + kBody),
     "200 {}|/response/status: expected a number; found a string"},
    {with(R"("status": 200)" + kBody), "200 {}|/response/headers: expected an array; found nothing"},
    {with(R"("status": 200, "headers": null)" + kBody),
     "200 {}|/response/headers: expected an array; found null"},
    {with(R"("status": 200, "headers": [null, {}, {"name": "a"}, {"name": "b", "value": null}])" + kBody),
     "200 {}|/response/headers/0: expected an object; found null"
     "|/response/headers/1/name: expected a string; found nothing"
     "|/response/headers/2/value: expected a string; found nothing"
     "|/response/headers/3/value: expected a string; found null"},
    {with(kHead + R"(, "content": {"text": {"a": 1}})"),
     "200 {\"a\": 1}|/response/content/text: expected a string; found an object"},
    // What is not the API's answer
    {R"({"request": {"method": "GET", "url": "/r"}})",
     "no-response /response: expected an object; found nothing"},
    {R"({"request": {"method": "GET", "url": "/r"}, "response": null})",
     "no-response /response: expected an object; found null"},
    {with(R"("status": 0, "headers": [])"), "no-response "},
    {with(R"("status": -1, "headers": [])"), "no-response "},
    {with(R"("status": "0", "headers": [])"),
     "no-response |/response/status: expected a number; found a string"},
    {with(R"("status": 0, "_error": "net::ERR_ABORTED")"), "aborted "},
    {with(R"("status": -1, "_failureText": "NS_BINDING_ABORTED")"), "aborted "},
    {with(R"("status": 0, "_error": "net::ERR_CONNECTION_REFUSED")"), "no-response "},
    {with(R"("status": 200, "_error": "net::ERR_CONTENT_LENGTH_MISMATCH")"), "aborted "},
    {with(R"("status": 0, "_error": "net::ERR_BLOCKED_BY_CLIENT")"), "blocked "},
    {with(R"("status": 200, "_error": "")" + kBody),
     "200 {}|/response/headers: expected an array; found nothing"},
    {with(kHead + kBody, R"(, "_wasAborted": true)"), "aborted "},
    {with(kHead + kBody, R"(, "_wasAborted": false)"), "200 {}"},
    {with(kHead + kBody, R"(, "_wasFulfilled": true)"), "mocked "},
    {with(R"("status": 101, "headers": [])"), "web-socket "},
    {with(kHead, R"(, "_resourceType": "websocket")"), "web-socket "},
    {R"({"request": {"method": "GET", "url": "wss://h/r"}, "response": {"status": 200}})", "web-socket "},
    {with(R"("status": 103, "headers": [])"), "interim "},
    // What the archive does not hold
    {with(kHead), "body-not-stored /response/content/text"},
    {with(kHead + R"(, "content": {})"), "body-not-stored /response/content/text"},
    {with(kHead + R"(, "content": {"size": 7, "text": null})"), "body-not-stored /response/content/text"},
    {with(kHead + R"(, "content": {"size": 7, "text": ""})"),
     "body-not-stored /response/content/text is shorter than /response/content/size"},
    {with(kHead + R"(, "content": {"size": 9, "text": "{\"a\": "})"),
     "body-not-stored /response/content/text is shorter than /response/content/size"},
    {with(kHead + R"(, "content": {"size": 9, "text": "{}"})"), "200 {}"},
    {with(kHead + R"(, "content": {"size": 0, "text": ""})"), "200 "},
    {with(R"("status": 204, "headers": [])"), "204 "},
    {with(R"("status": 304, "headers": [])"), "304 "},
};

BOOST_DATA_TEST_CASE(each_entry_stands_by_itself, boost::unit_test::data::make(rows), row) {
    const Archive har = read(archive(std::string(kEntry) + ", " + row.entry + ", " + kEntry));
    BOOST_TEST_REQUIRE(har.entries.size() == 3U);
    BOOST_TEST(har[0].body == "{\"a\": 1}");
    BOOST_TEST(har[2].body == "{\"a\": 1}");
    const intake::Observation& entry = har[1];
    BOOST_TEST(entry.document == "a.har#/log/entries/1");
    std::string found = entry.unchecked
                            ? std::string(intake::unchecked_kind(*entry.unchecked).name) + " " + entry.why
                            : std::to_string(entry.status) + " " + std::string(entry.body);
    for (const std::string& oddity : entry.oddities) found += "|" + oddity;
    BOOST_TEST(found == row.expected);
}

BOOST_AUTO_TEST_CASE(a_head_that_is_not_known_is_not_held_to_be_empty) {
    const Archive har = read(archive(
        with(R"("status": 200, "content": {"text": "{}", "mimeType": "application/json"})") + "," +
        with(R"("status": 200, "headers": [{"name": "A", "value": 1}, {"name": ":status", "value": "200"}],
                "content": {"text": "{}", "mimeType": "application/json"})")));
    BOOST_TEST(!har[0].has_all_fields);
    BOOST_TEST_REQUIRE(har[0].fields->size() == 1U);
    BOOST_TEST(har[0].fields->front().value == "application/json");
    BOOST_TEST(har[1].has_all_fields);
    BOOST_TEST_REQUIRE(har[1].fields->size() == 1U);
    BOOST_TEST(har[1].fields->front().value == "1");
}

BOOST_AUTO_TEST_CASE(a_damaged_archive_gives_all_that_came_before) {
    const std::string whole = archive(std::string(kEntry) + ", " + kEntry);
    const std::size_t second = whole.rfind(R"({"startedDateTime")");
    for (std::size_t size = second; size < whole.size() - 4; ++size) {
        const Archive har = read(whole.substr(0, size));
        BOOST_TEST_REQUIRE(!har.entries.empty());
        BOOST_TEST(har[0].body == "{\"a\": 1}");
        BOOST_TEST(har.error == "a.har: cut off before its end", size);
        if (har.entries.size() == 2)
            BOOST_TEST((har[1].unchecked == intake::Unchecked::damaged || har[1].body == "{\"a\": 1}"), size);
    }
    BOOST_TEST(read(whole).error == "");
}

BOOST_AUTO_TEST_CASE(what_has_no_entries_is_refused) {
    for (const char* text : {"", "1", "{}", "{\"log\": []}", "{\"log\": {}}", "{\"log\": {\"entries\": {}}}"})
        BOOST_CHECK_EXCEPTION(read(text), json::LoadError, [](const json::LoadError& thrown) {
            return std::string(thrown.what()) ==
                   "a.har: /log/entries: expected an array: this is no HTTP Archive";
        });
}

BOOST_AUTO_TEST_CASE(it_is_known_by_its_content) {
    for (const char* text :
         {" {\n \"log\": {\"entries\": []}}", "\xef\xbb\xbf{\"log\": {\"entries\": []}}",
          R"({"comment": "}\"", "x": [{"log": 1}], "log": {"version": "1.2", "entries": []}})",
          R"({"log": {"pages": [], "creator": {}}})", R"({"log": {"entries": [)"})
        BOOST_TEST(intake::is_har(text), text);
    for (const char* text :
         {R"({"logs": {"entries": []}})", R"(["log", "entries"])", R"({"log": "entries"})",
          R"({"log": {"level": 1}})", R"({"a": {"log": {"entries": []}}})", "", "{", "{\"log\""})
        BOOST_TEST(!intake::is_har(text), text);
}

BOOST_AUTO_TEST_CASE(an_exchange_is_matched_by_method_path_and_server) {
    contract::Catalog catalog;
    const auto duckie = catalog.get("duckie");
    const std::string server = duckie->run_operation().server;
    const auto id = [&](std::string_view method, const std::string& url) {
        const auto match = contract::match_exchange(*duckie, method, url);
        return match ? match->operation->path + " " + match->path.value(match->operation->run_parameter) : "";
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
