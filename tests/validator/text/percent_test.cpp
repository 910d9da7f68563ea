#include "validator/text/percent.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace {

using namespace understudy::text;

BOOST_AUTO_TEST_SUITE(percent)

BOOST_AUTO_TEST_CASE(what_is_reserved_is_encoded) {
    BOOST_TEST(percent_encode("") == "");
    BOOST_TEST(percent_encode("a-B_9.~") == "a-B_9.~");
    BOOST_TEST(percent_encode("../a b?c#d%e/\xc3\xa9\n") == "..%2Fa%20b%3Fc%23d%25e%2F%C3%A9%0A");
}

BOOST_AUTO_TEST_CASE(triplets_are_decoded) {
    BOOST_TEST(percent_decode("") == "");
    BOOST_TEST(percent_decode("a+b") == "a+b");
    BOOST_TEST(percent_decode("%41%6a%6A%2F") == "Ajj/");
    BOOST_TEST(percent_decode("a%20") == "a ");
    BOOST_TEST(percent_decode("%2541") == "%41"); // only once
}

BOOST_AUTO_TEST_CASE(a_percent_sign_without_two_digits_stands_for_itself) {
    BOOST_TEST(percent_decode("%") == "%");
    BOOST_TEST(percent_decode("100%") == "100%");
    BOOST_TEST(percent_decode("%4") == "%4");
    BOOST_TEST(percent_decode("%4g%g4%%41") == "%4g%g4%A");
}

BOOST_AUTO_TEST_CASE(every_byte_comes_back) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    BOOST_TEST(percent_decode(percent_encode(all)) == all);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
