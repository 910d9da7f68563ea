#include "validator/schema/compile/compiler.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/validator/case_file.hpp"
#include "tests/validator/schema/breaches.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

const std::vector<Case> errors = load_cases("schema/compile_errors.json");
const std::vector<Case> noted = load_cases("schema/notes.json");

BOOST_AUTO_TEST_SUITE(compiler)

BOOST_DATA_TEST_CASE(refuses, data::make(errors), each) {
    try {
        compiled(each.literal("schema"));
        BOOST_ERROR("it is compiled");
    } catch (const json::LoadError& error) {
        BOOST_TEST(error.file() == "schema.json");
        BOOST_TEST(error.pointer() == each.text("pointer"));
        BOOST_TEST(error.reason() == each.text("reason"));
        BOOST_TEST(std::string(error.what()).starts_with("schema.json:1:"));
    }
}

BOOST_DATA_TEST_CASE(notes_what_it_does_not_check, data::make(noted), each) {
    std::vector<std::string> notes;
    compiled(each.literal("schema"), &notes);
    std::vector<std::string> expected;
    for (const std::string& note : each.texts("notes")) expected.push_back("schema.json:" + note);
    BOOST_TEST(notes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_error_names_the_line_of_the_value) {
    try {
        compiled("{\n  \"items\": {\n    \"type\": [\"string\",\n      \"nil\"]}}");
        BOOST_ERROR("it is compiled");
    } catch (const json::LoadError& error) {
        BOOST_TEST(
            std::string(error.what()).starts_with("schema.json:4:7: /items/type/1: expected null, boolean"));
    }
}

BOOST_AUTO_TEST_CASE(a_pointer_that_leads_nowhere_is_refused) {
    BOOST_CHECK_THROW(compiled("{}", nullptr, "/a"), json::LoadError);
    BOOST_CHECK_NO_THROW(compiled("{\"a\":{}}", nullptr, "/a"));
}

BOOST_AUTO_TEST_CASE(references_are_followed_to_the_end) {
    const auto document = std::make_shared<const json::Document>(json::Document::parse(
        "x",
        R"({"a":{"$ref":"#/b/c~1d","description":"beside"},"b":{"c/d":{"$ref":"#/e"}},"e":{"type":"null"}})"));
    schema::Registry registry;
    const schema::Resource& resource =
        registry.add_document("schema:///", document, schema::Draft::draft2020_12);
    for (const char* pointer : {"/a", "/e"}) {
        const schema::SchemaPlace target = registry.follow(registry.at(resource, pointer));
        BOOST_TEST(target.value == document->at("/e"));
        BOOST_TEST(target.pointer == "/e");
    }
}

BOOST_AUTO_TEST_CASE(a_schema_that_contains_itself_is_compiled_once) {
    const schema::Program program = compiled(
        R"({"type":"object","properties":{"next":{"$ref":"#"},"all":{"type":"array","items":{"$ref":"#"}}}})");
    BOOST_TEST(rules(program, R"({"next":{"next":{"all":[{"next":{}}]}}})").empty());
    BOOST_TEST(rules(program, R"({"next":{"next":{"all":[{"next":1}]}}})") ==
                   std::vector<std::string>{"type.mismatch /next/next/all/0/next"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_program_may_be_moved) {
    schema::Program first = compiled(R"({"properties":{"a":{"type":"string"}},"required":["b"]})");
    schema::Program second = std::move(first);
    schema::Program third = compiled("true");
    third = std::move(second);
    BOOST_TEST(
        rules(third, R"({"a":1})") == (std::vector<std::string>{"type.mismatch /a", "property.missing /b"}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
