#include "validator/text/ascii.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace understudy::text;

BOOST_AUTO_TEST_SUITE(ascii)

BOOST_AUTO_TEST_CASE(spaces_and_tabs_around_a_text_are_trimmed) {
    BOOST_TEST(trimmed("") == "");
    BOOST_TEST(trimmed(" \t ") == "");
    BOOST_TEST(trimmed("a") == "a");
    BOOST_TEST(trimmed("\t a b\t") == "a b");
    BOOST_TEST(trimmed("a ") == "a");
    BOOST_TEST(trimmed("\na\r") == "\na\r"); // OWS is neither
}

BOOST_AUTO_TEST_CASE(ascii_letters_compare_without_case) {
    BOOST_TEST(equal_ignoring_case("", ""));
    BOOST_TEST(equal_ignoring_case("Chunked", "cHUNKED"));
    BOOST_TEST(!equal_ignoring_case("chunked", "chunke"));
    BOOST_TEST(!equal_ignoring_case("[", "{"));
    BOOST_TEST(!equal_ignoring_case("@", "`"));
    BOOST_TEST(!equal_ignoring_case("\xc3\x89", "\xc3\xa9"));
}

BOOST_AUTO_TEST_CASE(a_prefix_compares_without_case) {
    BOOST_TEST(starts_with_ignoring_case("Bearer x", "bearer "));
    BOOST_TEST(starts_with_ignoring_case("bearer", "BEARER"));
    BOOST_TEST(starts_with_ignoring_case("x", ""));
    BOOST_TEST(!starts_with_ignoring_case("Beare", "bearer"));
    BOOST_TEST(!starts_with_ignoring_case("a bearer", "bearer"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
