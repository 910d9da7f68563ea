#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <vector>

#include "server/http/message.hpp"
#include "server/http/problem.hpp"

namespace {

using namespace understudy::http;
using namespace std::string_view_literals;

std::string head(unsigned status, std::vector<Field> fields, std::string body = {}) {
    return std::string(Reply::make(status, fields, std::move(body))->head());
}

BOOST_AUTO_TEST_SUITE(message)

BOOST_AUTO_TEST_CASE(a_field_is_found_by_any_case) {
    const std::vector<Field> fields = {{"Accept", "a"}, {"X-Key", ""}, {"accept", "b"}};
    const Request request{.method = "GET", .target = "/", .host = "", .fields = fields, .body = ""};
    BOOST_TEST(request.field("ACCEPT") == "a");
    BOOST_TEST(request.count("accept") == 2U);
    BOOST_TEST(request.field("x-key") == "");
    BOOST_TEST(request.count("x-key") == 1U);
    BOOST_TEST(request.field("x-ke") == "");
    BOOST_TEST(request.count("x-ke") == 0U);
}

BOOST_AUTO_TEST_CASE(a_head_has_all_but_date_and_connection) {
    const auto reply = Reply::make(200, std::vector<Field>{{"A", "1"}, {"B", ""}, {"A", "2"}}, "hello");
    BOOST_TEST(reply->status() == 200U);
    BOOST_TEST(reply->head() == "HTTP/1.1 200 OK\r\nA: 1\r\nB: \r\nA: 2\r\nContent-Length: 5\r\n");
    BOOST_TEST(reply->body() == "hello");
}

BOOST_AUTO_TEST_CASE(a_length_is_given_where_there_may_be_content) {
    BOOST_TEST(head(200, {}) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
    BOOST_TEST(head(204, {}) == "HTTP/1.1 204 No Content\r\n");
    BOOST_TEST(head(304, {}) == "HTTP/1.1 304 Not Modified\r\n");
    BOOST_TEST(head(205, {}, "x") == "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n");
    BOOST_TEST(head(204, {}, "x") == "HTTP/1.1 204 No Content\r\n");
    for (const unsigned status : {204U, 205U, 304U}) BOOST_TEST(Reply::make(status, {}, "x")->body() == "");
}

BOOST_AUTO_TEST_CASE(a_status_without_a_known_reason_has_none) {
    BOOST_TEST(head(429, {}) == "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n");
    BOOST_TEST(head(555, {}) == "HTTP/1.1 555 \r\nContent-Length: 0\r\n");
}

BOOST_AUTO_TEST_CASE(a_hostile_field_is_refused) {
    for (const std::string_view name : {""sv, "A B"sv, "A:"sv, "A\r\nB"sv, "A\0"sv, "\xc3\xa9"sv})
        BOOST_CHECK_THROW(head(200, {{name, "x"}}), std::invalid_argument);
    for (const std::string_view value : {"\r"sv, "\n"sv, "a\r\nB: c"sv, "\0"sv, "a\x01"sv, "\x7f"sv})
        BOOST_CHECK_THROW(head(200, {{"A", value}}), std::invalid_argument);
    BOOST_CHECK_NO_THROW(head(200, {{"A", "a\tb \xc3\xa9"}}));
}

BOOST_AUTO_TEST_CASE(a_field_of_the_connection_is_refused) {
    for (const std::string_view name :
         {"Content-Length", "content-length", "Transfer-Encoding", "CONNECTION", "Date"})
        BOOST_CHECK_THROW(head(200, {{name, "x"}}), std::invalid_argument);
    BOOST_CHECK_NO_THROW(head(200, {{"Content-Lengths", "x"}, {"Dat", "x"}}));
}

BOOST_AUTO_TEST_CASE(a_status_that_is_not_final_is_refused) {
    for (const unsigned status : {0U, 99U, 100U, 101U, 199U, 600U, 1000U})
        BOOST_CHECK_THROW(head(status, {}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_problem_is_json_whatever_its_detail) {
    const Field allow{"Allow", "GET"};
    const auto reply = problem(405, "method", "a \"quote\"\n", {&allow, 1});
    BOOST_TEST(reply->head() ==
               "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: application/problem+json\r\n"
               "Allow: GET\r\nContent-Length: 107\r\n");
    BOOST_TEST(reply->body() == R"({"type":"urn:understudy:problem:method","title":"Method Not Allowed",)"
                                R"("status":405,"detail":"a \"quote\"\n"})");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
