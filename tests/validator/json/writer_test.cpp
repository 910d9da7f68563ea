#include "validator/json/writer.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>

namespace {

using namespace understudy;
using json::Writer;

BOOST_AUTO_TEST_SUITE(writer)

BOOST_AUTO_TEST_CASE(a_value_is_laid_out_a_member_a_line) {
    std::string out;
    Writer writer(out);
    writer.begin_object().member("a", 1).key("b").begin_array().string("x").null().boolean(true).end_array();
    writer.key("c").begin_object().end_object().key("d").begin_array().end_array();
    writer.key("e").begin_object().key("f").integer(INT64_MIN).end_object().end_object();
    BOOST_TEST(out ==
               "{\n  \"a\": 1,\n  \"b\": [\n    \"x\",\n    null,\n    true\n  ],\n  \"c\": {},\n  \"d\": [],\n"
               "  \"e\": {\n    \"f\": -9223372036854775808\n  }\n}");
}

BOOST_AUTO_TEST_CASE(a_value_is_one_line_where_no_indent_is_asked_for) {
    std::string out = "> ";
    Writer(out, 0).begin_array().begin_object().member("a", "b").member("c", UINT64_MAX).end_object().string("").end_array();
    BOOST_TEST(out == R"(> [{"a":"b","c":18446744073709551615},""])");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_json_whatever_the_bytes_are) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    std::string out;
    Writer(out).begin_object().member(bytes, bytes).end_object();
    const json::Document document = json::Document::parse("out", out);
    BOOST_TEST(document.root().members.front().name == document.root().members.front().value.text);
    BOOST_TEST(document.root().members.front().name.substr(0, 128) == bytes.substr(0, 128));
    BOOST_TEST(document.root().members.front().name.substr(128, 3) == "\xef\xbf\xbd");
}

BOOST_AUTO_TEST_CASE(a_value_that_was_read_is_written_as_it_was) {
    const std::string text = R"({"a":[1.50,-0e10,"\u0000é",{"":null}],"b":[],"c":false})";
    std::string out;
    Writer(out, 0).value(json::Document::parse("in", text).root());
    BOOST_TEST(out == text);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
