#include "validator/text/nearest.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

namespace {

using namespace understudy::text;

BOOST_AUTO_TEST_SUITE(nearest_)

constexpr auto kWords =
    std::to_array<std::string_view>({"api", "format", "max-findings", "status", "show-values"});

BOOST_AUTO_TEST_CASE(a_typing_error_is_understood) {
    BOOST_TEST(nearest("fromat", kWords) == "format");
    BOOST_TEST(nearest("foramt", kWords) == "format"); // two letters swapped are one error
    BOOST_TEST(nearest("pai", kWords) == "api");
    BOOST_TEST(nearest("statsu", kWords) == "status");
    BOOST_TEST(nearest("forma", kWords) == "format");
    BOOST_TEST(nearest("formats", kWords) == "format");
    BOOST_TEST(nearest("FORMAT", kWords) == "format");
    BOOST_TEST(nearest("max-finding", kWords) == "max-findings");
    BOOST_TEST(nearest("maxfindings", kWords) == "max-findings");
    BOOST_TEST(nearest("show-value", kWords) == "show-values");
    BOOST_TEST(nearest("ap", kWords) == "api");
    BOOST_TEST(nearest("api", kWords) == "api");
}

BOOST_AUTO_TEST_CASE(another_word_is_not) {
    for (const char* word : {"", "x", "xyz", "quiet", "verbose", "frmtxx", "a"})
        BOOST_TEST(nearest(word, kWords) == "", word);
    BOOST_TEST(nearest(std::string(100000, 'a'), kWords) == "");
    BOOST_TEST(nearest("format", {}) == "");
}

BOOST_AUTO_TEST_CASE(the_fewest_edits_win_and_then_the_first) {
    constexpr auto kNear = std::to_array<std::string_view>({"abcdx", "abcde", "abcdy"});
    BOOST_TEST(nearest("abcde", kNear) == "abcde");
    BOOST_TEST(nearest("abcdz", kNear) == "abcdx");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
