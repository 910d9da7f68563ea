#include "validator/intake/mitmproxy.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

using namespace understudy;

intake::Observed read(const std::string& line) {
    intake::Observed observed;
    intake::read_mitmproxy_flow("f", {line, 3}, [&](intake::Observed&& each) { observed = std::move(each); });
    return observed;
}

// A flow whose response has these members beside its status.
std::string flow(const std::string& rest) {
    return R"({"type": "http", "error": null, "request": {"method": "GET", "scheme": "https", "host": "h",
        "port": 443, "path": "/r?x", "headers": {}, "content": ""}, "response": {"status_code": 200)" +
           rest + "}}";
}

struct Row {
    std::string line;
    std::string expected; // `KIND why`, or the body
};
std::ostream& operator<<(std::ostream& stream, const Row& row) {
    return stream << row.line;
}

const std::vector<Row> rows = {
    {flow(R"(, "content": "{\"a\": \"\\xc3\\xa9\\n\\\\n'\"}")"), "{\"a\": \"é\n\\n'\"}"},
    {flow(R"(, "content": "")"), ""},
    {flow(R"(, "content": "\\")"), "\\"},
    {flow(R"(, "content": "\\x4")"), "x4"},
    {flow(R"(, "content": "eyJhIjogMX0=")"), "{\"a\": 1}"},
    {flow(R"(, "content": "1234")"), "1234"}, // is Base64, and of nothing
    {flow(R"(, "content": "H4sIAAAAAAACA6tWSlSyUjCsBQCXjqH7CAAAAA==")"), "{\"a\": 1}"},
    {flow(R"(, "content": "\\x1f\\x8b\\x08nothing")"),
     "body-damaged /response/content: damaged in its content coding"},
    {flow(R"(, "content": null)"), "body-not-stored /response/content"},
    {R"({"request": {"method": "GET", "host": "h", "path": "/"}, "response": null})",
     "no-response /response: expected an object; found null"},
    {R"({"request": {"method": "GET", "host": "h"}})",
     "damaged /request/path: expected a string; found nothing"},
    {R"({"request": {"method": "GET", "host": "h", "path": "/"}, "response": {}})",
     "damaged /response/status_code: expected a status; found nothing"},
    {"{", "damaged column 2: not JSON: cut off before its end"},
};

BOOST_AUTO_TEST_SUITE(mitmproxy)

BOOST_DATA_TEST_CASE(each_flow_stands_by_itself, boost::unit_test::data::make(rows), row) {
    const intake::Observed observed = read(row.line);
    const intake::Observation& found = observed.observations.front();
    BOOST_TEST(found.first_line == 3U);
    BOOST_TEST((found.unchecked ? std::string(intake::unchecked_kind(*found.unchecked).name) + " " + found.why
                                : std::string(found.body)) == row.expected);
}

BOOST_AUTO_TEST_CASE(a_flow_is_read) {
    for (const char* headers : {R"({"Content-Type": "application/json", "Content-Encoding": "gzip"})",
                                R"([["Content-Type", "application/json"], ["content-encoding", "gzip"]])"})
        for (const char* end : {"1767319446000", "1767319446.0004"}) {
            const intake::Observed observed =
                read(flow(R"(, "headers": )" + std::string(headers) + R"(, "timestamp_end": )" + end +
                          R"(, "content": "")"));
            const intake::Observation& found = observed.observations.front();
            BOOST_TEST(found.method == "GET");
            BOOST_TEST(found.url == "https://h:443/r?x");
            BOOST_TEST(found.status == 200U);
            BOOST_TEST_REQUIRE(found.fields->size() == 1U);
            BOOST_TEST(found.fields->front().value == "application/json");
            BOOST_TEST(found.time.value() == 1'767'319'446'000);
        }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
