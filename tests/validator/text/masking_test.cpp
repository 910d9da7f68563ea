#include "validator/text/masking.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/validator/case_file.hpp"

namespace {

using understudy::text::may_show;
using namespace understudy::test;

const std::vector<Case> cases = load_cases("schema/disclosure.json");

BOOST_AUTO_TEST_SUITE(disclosure)

BOOST_AUTO_TEST_CASE(words_are_shown_and_all_else_is_not) {
    for (const Case& each : cases) {
        for (const std::string& text : each.texts("shown"))
            BOOST_TEST(may_show(text), each.name() << ": " << text);
        for (const std::string& text : each.texts("masked"))
            BOOST_TEST(!may_show(text), each.name() << ": " << text);
    }
}

BOOST_AUTO_TEST_CASE(forty_characters_at_most) {
    BOOST_TEST(may_show(std::string(40, 'a')));
    BOOST_TEST(!may_show(std::string(41, 'a')));
}

BOOST_AUTO_TEST_CASE(no_byte_but_those_of_a_word) {
    for (int c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool inner = letter || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
        const std::string byte(1, static_cast<char>(c));
        BOOST_TEST(may_show(byte) == letter, c);
        BOOST_TEST(may_show("a" + byte) == inner, c);
        BOOST_TEST(may_show("a" + byte + "b") == inner, c);
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
