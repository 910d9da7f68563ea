#include "validator/json/position.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace understudy::json;

std::string shown(const Position& place) {
    return std::to_string(place.offset) + "=" + std::to_string(place.line) + ":" +
           std::to_string(place.column);
}

std::string located(std::string_view text, std::size_t offset) {
    return shown(Locator(text).locate(offset));
}

// Counted from the start, a byte at a time.
std::string counted(std::string_view text, std::size_t offset) {
    Position place{offset, 1, 1};
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            ++place.column;
        }
    }
    return shown(place);
}

BOOST_AUTO_TEST_SUITE(position)

BOOST_AUTO_TEST_CASE(lines_and_columns_are_from_one) {
    BOOST_TEST(located("", 0) == "0=1:1");
    BOOST_TEST(located("abc", 0) == "0=1:1");
    BOOST_TEST(located("abc", 2) == "2=1:3");
    BOOST_TEST(located("abc", 3) == "3=1:4");
    BOOST_TEST(located("a\nb", 1) == "1=1:2");
    BOOST_TEST(located("a\nb", 2) == "2=2:1");
    BOOST_TEST(located("\n\n\n", 3) == "3=4:1");
}

BOOST_AUTO_TEST_CASE(lf_ends_a_line_and_cr_is_a_character_of_it) {
    BOOST_TEST(located("a\r\nb", 1) == "1=1:2");
    BOOST_TEST(located("a\r\nb", 2) == "2=1:3");
    BOOST_TEST(located("a\r\nb", 3) == "3=2:1");
    BOOST_TEST(located("a\rb", 2) == "2=1:3");
}

BOOST_AUTO_TEST_CASE(a_column_is_a_code_point) {
    BOOST_TEST(located("é漢😀x", 0) == "0=1:1");
    BOOST_TEST(located("é漢😀x", 2) == "2=1:2");
    BOOST_TEST(located("é漢😀x", 5) == "5=1:3");
    BOOST_TEST(located("é漢😀x", 9) == "9=1:4");
    BOOST_TEST(located("é\né", 3) == "3=2:1");
    BOOST_TEST(located("é\né", 5) == "5=2:2");
}

BOOST_AUTO_TEST_CASE(an_offset_past_the_end_is_the_end) {
    BOOST_TEST(located("a\nb", 99) == "3=2:2");
}

BOOST_AUTO_TEST_CASE(counts_on_from_the_number_of_the_first_line) {
    Locator locator("a\nb", 41);
    BOOST_TEST(shown(locator.locate(0)) == "0=41:1");
    BOOST_TEST(shown(locator.locate(2)) == "2=42:1");
}

BOOST_AUTO_TEST_CASE(offsets_may_come_in_any_order) {
    const std::string text = "{\r\n  \"é\": [1,\n\n 😀😀], \"漢字\": 2\n}\r\n\nx";
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i <= text.size(); ++i)
        if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) starts.push_back(i);
    std::mt19937 random(1);
    Locator locator(text);
    for (int i = 0; i < 5000; ++i) {
        const std::size_t offset = starts[random() % starts.size()];
        BOOST_TEST(shown(locator.locate(offset)) == counted(text, offset));
    }
    for (const std::size_t offset : starts)
        BOOST_TEST(shown(locator.locate(offset)) == counted(text, offset));
    for (auto offset = starts.rbegin(); offset != starts.rend(); ++offset)
        BOOST_TEST(shown(locator.locate(*offset)) == counted(text, *offset));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
