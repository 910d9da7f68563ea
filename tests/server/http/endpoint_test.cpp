#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "server/http/endpoint.hpp"

namespace {

using understudy::http::Endpoint;

BOOST_AUTO_TEST_SUITE(endpoint)

BOOST_AUTO_TEST_CASE(good_ones_come_back_as_they_were) {
    for (const auto text : {"127.0.0.1:0", "0.0.0.0:65535", "[::1]:4010", "[::]:80"})
        BOOST_TEST(Endpoint::parse(text).to_string() == text);
    BOOST_TEST(Endpoint::parse("localhost:1").to_string() == "127.0.0.1:1");
    BOOST_TEST(Endpoint::parse("[::1]:1").address == "::1");
}

BOOST_AUTO_TEST_CASE(bad_ones_are_shown) {
    for (const auto text : {"", ":", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:65536", "127.0.0.1:-1",
                            "127.0.0.1: 1", "127.0.0.1:1a", "127.0.0.256:1", "127.1:1", "::1:80", "::1",
                            "[::1]", "[127.0.0.1]:80", "[::1:80", "example.com:80", "localhos:1"})
        BOOST_CHECK_EXCEPTION(Endpoint::parse(text), std::invalid_argument, [text](const auto& error) {
            return std::string(error.what()).ends_with("found \"" + std::string(text) + '"');
        });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
