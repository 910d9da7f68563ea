#include "validator/text/url.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

using namespace understudy::text;

struct Row {
    std::string url;
    UrlParts expected;
};

const std::vector<Row> kRows = {
    {"", {"", "", "", "", ""}},
    {"/", {"", "", "", "/", ""}},
    {"/v1/runs/7?key=x#y", {"", "", "", "/v1/runs/7", ""}},
    {"v1", {"", "", "", "v1", ""}},
    {"https://h", {"https", "h", "h", "", ""}},
    {"https://h?a=/b", {"https", "h", "h", "", ""}},
    {"https://h#a/b", {"https", "h", "h", "", ""}},
    {"https://h/", {"https", "h", "h", "/", ""}},
    {"HTTPS://API.example.com:8080/V1/a%2Fb",
     {"HTTPS", "API.example.com:8080", "API.example.com", "/V1/a%2Fb", ""}},
    {"http://user:secret@h:1/p", {"http", "user:secret@h:1", "h", "/p", ""}},
    {"http://a@b@h/p", {"http", "a@b@h", "h", "/p", ""}},
    {"http://[::1]:80/p", {"http", "[::1]:80", "[::1]", "/p", ""}},
    {"http://user@[::1]/p", {"http", "user@[::1]", "[::1]", "/p", ""}},
    {"http://[::1/p", {"http", "[::1", "", "/p", ""}},
    {"file:///etc/passwd", {"file", "", "", "/etc/passwd", ""}},
    {"mailto:a@b", {"", "", "", "mailto:a@b", ""}},
    {"http:/h/p", {"", "", "", "http:/h/p", ""}},
    {"://h/p", {"", "", "", "://h/p", ""}},
    {"/to/http://h/p", {"", "", "", "/to/http://h/p", ""}},
    {"/to?url=http://h/p", {"", "", "", "/to", ""}},
    {"1http://h/p", {"", "", "", "1http://h/p", ""}},
    {"git+ssh://h/p", {"git+ssh", "h", "h", "/p", ""}},
};

BOOST_AUTO_TEST_SUITE(url)

BOOST_AUTO_TEST_CASE(a_url_is_cut_into_its_parts) {
    for (const auto& [url, expected] : kRows) {
        const UrlParts parts = split_url(url);
        BOOST_TEST(parts.scheme == expected.scheme, url);
        BOOST_TEST(parts.authority == expected.authority, url);
        BOOST_TEST(parts.host == expected.host, url);
        BOOST_TEST(parts.path == expected.path, url);
        // The rest is the path and what comes after it.
        BOOST_TEST(parts.rest.starts_with(parts.path), url);
        BOOST_TEST(url.ends_with(parts.rest), url);
        BOOST_TEST((parts.rest.size() == parts.path.size() || parts.rest[parts.path.size()] == '?' ||
                    parts.rest[parts.path.size()] == '#'),
                   url);
    }
}

BOOST_AUTO_TEST_CASE(a_query_is_read) {
    BOOST_TEST(query_parameter("/p?a=1&b=%2F#c=3", "b").value() == "/");
    BOOST_TEST(query_parameter("/p?a&b", "a").value() == "");
    BOOST_TEST(!query_parameter("/p?a=1#c=3", "c").has_value());
    BOOST_TEST(!query_parameter("/p#?a=1", "a").has_value());
    std::string found;
    for (const auto& [name, value] : query_parameters("/p?a=1&&b%20c=2&a#d=4"))
        found += std::string(name) + ":" + std::string(value) + " ";
    BOOST_TEST(found == "a:1 b%20c:2 a: ");
    BOOST_TEST(query_parameters("/p").empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
