#include <boost/test/unit_test.hpp>

#include "server/http/syntax.hpp"

namespace {

using namespace understudy::http;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(syntax)

BOOST_AUTO_TEST_CASE(tokens) {
    BOOST_TEST(is_token("!#$%&'*+-.^_`|~09azAZ"));
    BOOST_TEST(!is_token(""));
    for (const char c : "\"(),/:;<=>?@[\\]{} \t\r\n\x7f"sv) BOOST_TEST(!is_token_character(c));
    for (int c = 0x80; c < 0x100; ++c) BOOST_TEST(!is_token_character(static_cast<char>(c)));
    BOOST_TEST(!is_token_character('\0'));
}

BOOST_AUTO_TEST_CASE(field_values) {
    for (const auto good : {""sv, "a b\tc"sv, "\x80\xff"sv, "~"sv}) BOOST_TEST(is_field_value(good));
    for (int c = 0; c < 0x20; ++c)
        BOOST_TEST(is_field_value(std::string(1, static_cast<char>(c))) == (c == '\t'));
    BOOST_TEST(!is_field_value("\x7f"));
}

BOOST_AUTO_TEST_CASE(authorities) {
    for (const auto good :
         {"", "a", "a:", "a:80", ":80", "127.0.0.1", "[::1]", "[::1]:80", "a_b", "a%20b", "0.0.0.0=5"})
        BOOST_TEST(is_authority(good), good);
    for (const auto bad : {"a b", "a/b", "a@b", "a?b", "a#b", "a\\b", "a:b", "a:1:2", "[::1", "::1]",
                           "[::1]a", "a[::1]", "[[::1]]", "[::1]:a", "\xc3\xa9", "a,b:c"})
        BOOST_TEST(!is_authority(bad), bad);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
