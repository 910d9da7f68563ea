#include "validator/json/write.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/validator/case_file.hpp"

namespace {

using namespace understudy::json;
using namespace understudy::test;
namespace data = boost::unit_test::data;

std::string compact(const std::string& text) {
    const Document document = Document::parse("x", text);
    std::string written;
    write_compact(document.root(), written);
    return written;
}

std::string quoted(std::string_view text) {
    std::string written;
    write_string(text, written);
    return written;
}

const std::vector<Case> numbers = load_cases("json/numbers.json");

BOOST_AUTO_TEST_SUITE(write)

BOOST_AUTO_TEST_CASE(white_space_goes_and_all_else_stays) {
    BOOST_TEST(compact(" { \"b\" : [ 1 , 2.50 , -0 , 1E+2 ] , \"a\" : { } , \"\" : [ ] , \"x\" : null , "
                       "\"t\":true,\"f\":\tfalse }\n") ==
               R"({"b":[1,2.50,-0,1E+2],"a":{},"":[],"x":null,"t":true,"f":false})");
}

BOOST_AUTO_TEST_CASE(written_text_is_a_fixed_point) {
    const std::string text = R"({"é":["\"\\/\b\f\n\r\t\u0001\u0000 😀 \ud83d\ude00","\u2028"],"\n":1.0})";
    BOOST_TEST(compact(compact(text)) == compact(text));
    const Document before = Document::parse("x", text);
    const Document after = Document::parse("x", compact(text));
    BOOST_TEST(before.root().members[0].value.elements[0].text ==
               after.root().members[0].value.elements[0].text);
    BOOST_TEST(after.root().members[1].name == "\n");
}

BOOST_AUTO_TEST_CASE(appends) {
    std::string out = "x=";
    write_string("a", out);
    BOOST_TEST(out == "x=\"a\"");
}

BOOST_AUTO_TEST_CASE(strings_are_escaped_where_json_demands_it) {
    BOOST_TEST(quoted("") == "\"\"");
    BOOST_TEST(quoted("a\"b\\c/d") == "\"a\\\"b\\\\c/d\"");
    BOOST_TEST(quoted("\b\f\n\r\t") == "\"\\b\\f\\n\\r\\t\"");
    BOOST_TEST(quoted(std::string_view("\0\x1f\x1b[31m", 7)) == "\"\\u0000\\u001F\\u001B[31m\"");
    BOOST_TEST(quoted("é漢😀") == "\"é漢😀\"");
}

BOOST_DATA_TEST_CASE(numbers_keep_every_digit, data::make(numbers), each) {
    Value number;
    number.kind = Kind::number;
    number.text = each.name();
    std::string written;
    write_compact(number, written);
    BOOST_TEST(written == each.name());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
