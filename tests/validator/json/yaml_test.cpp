#include "validator/json/yaml/yaml.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/validator/case_file.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;
namespace data = boost::unit_test::data;

std::string what_is_wrong(const std::string& text, Limits limits = {}) {
    try {
        parse_yaml("f", text, limits);
    } catch (const LoadError& error) {
        return error.what();
    }
    return "nothing";
}

std::string as_json(const Document& document) {
    return write(Tree::of(document.root())).text;
}

std::string slice(const Document& document, std::string_view pointer) {
    const Value* value = document.at(pointer);
    BOOST_TEST_REQUIRE(value != nullptr, pointer);
    return std::string(document.text().substr(value->offset, value->end - value->offset));
}

std::string place(const Document& document, std::string_view pointer) {
    const std::string what = document.error(*document.at(pointer), "", "").what();
    return what.substr(2, what.size() - 4); // between "f:" and ": "
}

const std::vector<Case> cases = load_cases("json/yaml.json");

BOOST_AUTO_TEST_SUITE(yaml)

BOOST_DATA_TEST_CASE(says_what_the_case_says, data::make(cases), each) {
    const std::string text = each.text("text");
    if (each.has("error")) {
        BOOST_TEST(what_is_wrong(text) == "f:" + each.text("error"));
    } else {
        BOOST_TEST(as_json(parse_yaml("f", text)) == as_json(Document::parse("f", each.text("json"))));
    }
}

BOOST_AUTO_TEST_CASE(every_value_knows_where_it_stands) {
    const Document document = parse_yaml("f",
                                         "# é\n"
                                         "é: 0x10   # é\n"
                                         "block:\n"
                                         "  - \"é\\n\"\n"
                                         "  - b: x y\n"
                                         "    c:\n"
                                         "  - !!str 7\n"
                                         "flow: {é: [é, {d: &a ['q']}], e: *a}\r\n"
                                         "last: .5\n");
    BOOST_TEST(slice(document, "/é") == "0x10");
    BOOST_TEST(place(document, "/é") == "2:4");
    BOOST_TEST(slice(document, "/block/0") == "\"é\\n\"");
    BOOST_TEST(place(document, "/block/0") == "4:5");
    BOOST_TEST(slice(document, "/block/1") == "b: x y\n    c:");
    BOOST_TEST(place(document, "/block/1/b") == "5:8");
    BOOST_TEST(place(document, "/block/1/c") == "6:7");
    BOOST_TEST(slice(document, "/block/1/c") == "");
    BOOST_TEST(slice(document, "/block/2") == "!!str 7");
    BOOST_TEST(slice(document, "/block") == "- \"é\\n\"\n  - b: x y\n    c:\n  - !!str 7");
    BOOST_TEST(slice(document, "/flow") == "{é: [é, {d: &a ['q']}], e: *a}");
    BOOST_TEST(slice(document, "/flow/é") == "[é, {d: &a ['q']}]");
    BOOST_TEST(place(document, "/flow/é/1/d") == "8:19");
    BOOST_TEST(slice(document, "/flow/é/1/d/0") == "'q'");
    // A copy's places are the anchor's.
    BOOST_TEST(place(document, "/flow/e") == "8:19");
    BOOST_TEST(place(document, "/flow/e/0") == "8:23");
    BOOST_TEST(place(document, "/last") == "9:7");
    BOOST_TEST(place(document, "") == "2:1");
}

BOOST_AUTO_TEST_CASE(places_are_right_far_down_a_text_that_is_not_ascii) {
    std::string text = "\xEF\xBB\xBF";
    for (int i = 0; i < 500; ++i) text += "é" + std::to_string(i) + ": 漢😀 " + std::to_string(i) + "\r\n";
    const Document document = parse_yaml("f", text);
    BOOST_TEST(slice(document, "/é0") == "漢😀 0");
    BOOST_TEST(slice(document, "/é499") == "漢😀 499");
    BOOST_TEST(place(document, "/é499") == "500:7");
}

BOOST_AUTO_TEST_CASE(views_survive_a_move) {
    Document document = parse_yaml("f", "a: [\"sh\\x6frt\"]");
    const Value& value = *document.at("/a/0");
    const Document moved = std::move(document);
    BOOST_TEST(value.text == "short");
    BOOST_TEST(moved.at("/a/0") == &value);
    BOOST_TEST(moved.text() == "a: [\"sh\\x6frt\"]");
    BOOST_TEST(moved.file() == "f");
}

BOOST_AUTO_TEST_CASE(only_utf8_is_read) {
    using namespace std::string_literals;
    const std::string wrong = "f:1:1: not YAML: expected UTF-8; found UTF-16 or UTF-32";
    for (const std::string& text : {"\xFF\xFE"
                                    "a\0"s,
                                    "\xFE\xFF\0a"s, "a\0:\0"s, "\0a\0:"s, "\xFF\xFE\0\0a\0\0\0"s})
        BOOST_TEST(what_is_wrong(text) == wrong);
    BOOST_TEST(what_is_wrong("a: é\nb: \xC3") == "f:2:4: not YAML: not well-formed UTF-8");
    BOOST_TEST(what_is_wrong("a: \xED\xA0\x80") == "f:1:4: not YAML: not well-formed UTF-8");
}

BOOST_AUTO_TEST_CASE(the_limits_are_those_of_json) {
    BOOST_TEST(what_is_wrong("a: [[1]]", {.depth = 3}) == "nothing");
    BOOST_TEST(what_is_wrong("a: [[1]]", {.depth = 2}) == "f:1:5: nested deeper than the limit of 2");
    BOOST_TEST(what_is_wrong("a:\n- b: 1", {.depth = 2}) == "f:2:3: nested deeper than the limit of 2");
    BOOST_TEST(what_is_wrong("[&x [1], [*x]]", {.depth = 3}) == "nothing");
    BOOST_TEST(what_is_wrong("[&x [1], [[*x]]]", {.depth = 3}) ==
               "f:1:12: nested deeper than the limit of 3");
    BOOST_TEST(what_is_wrong(repeated("[", 1000) + repeated("]", 1000)) == "nothing");
    BOOST_TEST(what_is_wrong("abcd", {.size = 4}) == "nothing");
    BOOST_TEST(what_is_wrong("abcde", {.size = 4}) == "f:1:5: longer than the limit of 4 bytes");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(parse_document_)

std::string read_as(const std::string& file, const std::string& text) {
    try {
        return as_json(parse_document(file, text));
    } catch (const LoadError& error) {
        return error.what();
    }
}

BOOST_AUTO_TEST_CASE(the_name_decides_and_else_the_first_byte) {
    for (const char* name : {"f.yaml", "f.yml", "F.YAML", "f.openapi.Yml"})
        BOOST_TEST(read_as(name, "{a: 1}") == read_as("f", "{\"a\":1}"));
    BOOST_TEST(read_as("f", " \r\n\t{a: 1}").starts_with("f:2:3: not JSON: "));
    BOOST_TEST(read_as("f", "[1,]").starts_with("f:1:4: not JSON: "));
    BOOST_TEST(read_as("f.json", "a: 1").starts_with("f.json:1:1: not JSON: "));
    BOOST_TEST(read_as("f.json", "") == "f.json:1:1: not JSON: empty");
    BOOST_TEST(read_as("f.yaml", "") == "f.yaml:1:1: not YAML: empty");
    BOOST_TEST(read_as("f.yaml.txt", "a: 1") == read_as("f", "{\"a\":1}"));
    BOOST_TEST(read_as("yaml", "[a]").starts_with("yaml:1:2: not JSON: "));
    BOOST_TEST(read_as("", "# [\n{a: 1}") == read_as("f", "{\"a\":1}"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
