#include "validator/text/json_pointer.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

#include "validator/json/document.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::text;

std::string appended(std::string_view token) {
    std::string pointer = "/a";
    append_token(pointer, token);
    return pointer;
}

BOOST_AUTO_TEST_SUITE(pointer)

BOOST_AUTO_TEST_CASE(a_token_is_escaped) {
    BOOST_TEST(appended("b") == "/a/b");
    BOOST_TEST(appended("") == "/a/");
    BOOST_TEST(appended("0") == "/a/0");
    BOOST_TEST(appended("b/c") == "/a/b~1c");
    BOOST_TEST(appended("b~c") == "/a/b~0c");
    BOOST_TEST(appended("~1") == "/a/~01");
    BOOST_TEST(appended("~0~") == "/a/~00~0");
    BOOST_TEST(appended("//") == "/a/~1~1");
    BOOST_TEST(appended(" \"\\é%20") == "/a/ \"\\é%20");
}

// RFC 6901 §5: the document and its table, and neighbours that lead nowhere.
BOOST_AUTO_TEST_CASE(leads_to_the_values_of_rfc_6901) {
    const Document document = Document::parse(
        "x",
        R"({"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8,"~1":9})");
    struct Row {
        const char* pointer;
        const char* text;
    };
    for (const auto& [pointer, text] : std::to_array<Row>({{"/foo/0", "bar"},
                                                           {"/foo/1", "baz"},
                                                           {"/", "0"},
                                                           {"/a~1b", "1"},
                                                           {"/c%d", "2"},
                                                           {"/e^f", "3"},
                                                           {"/g|h", "4"},
                                                           {"/i\\j", "5"},
                                                           {"/k\"l", "6"},
                                                           {"/ ", "7"},
                                                           {"/m~0n", "8"},
                                                           {"/~01", "9"}})) {
        const Value* value = document.at(pointer);
        BOOST_TEST((value != nullptr && value->text == text), pointer);
    }
    BOOST_TEST(document.at("") == &document.root());
    for (const char* nowhere : {"foo", "/fo", "/fooo", "/foo/2", "/foo/-1", "/foo/-", "/foo/", "/foo/x",
                                "/foo/0x", "/foo/+1", "/foo/4294967296", "/foo/99999999999999999999",
                                "/foo/0/0", "//", "/foo/ 0", "/a/b", "/m~n~", "/foo/1/"})
        BOOST_TEST(document.at(nowhere) == nullptr, nowhere);
}

// RFC 6901 §4: an index has no leading zero.
BOOST_AUTO_TEST_CASE(an_index_has_no_leading_zero) {
    const Document document = Document::parse("x", "[1,2]");
    BOOST_TEST(document.at("/1") != nullptr);
    BOOST_TEST(document.at("/01") == nullptr);
    BOOST_TEST(document.at("/00") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
