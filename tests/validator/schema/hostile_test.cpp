// Schemas and instances that are made to take long, or to break something: each ends soon, and says so.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/tree.hpp"
#include "validator/schema/compile/compiler.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Lines = std::vector<std::string>;

// The same of a document that is read and of one that is kept whole; and none may take this long.
Lines soon(const schema::Program& program, const std::string& instance) {
    constexpr std::chrono::seconds kLong(20); // of a build without optimisation, with sanitizers
    const auto begin = std::chrono::steady_clock::now();
    const Lines streamed = breaches(program, instance, {{.depth = json::kMaxDepth}});
    const Lines whole = breaches(program, instance, {{.depth = json::kMaxDepth}, false, true});
    BOOST_TEST((std::chrono::steady_clock::now() - begin < kLong), "it takes too long");
    BOOST_TEST(streamed == whole, boost::test_tools::per_element());
    return streamed;
}

std::string list_of(std::size_t count, const std::string& before, const std::string& after) {
    std::string text = "[";
    for (std::size_t i = count; i > 0; --i)
        text += (i == count ? "" : ",") + before + std::to_string(i - 1) + after;
    return text + "]";
}

bool has_line(const Lines& lines, std::string_view words) {
    return lines.size() == 1 && lines.front().find(words) != std::string::npos;
}

// {"$defs": {"d0": before + #/$defs/d1 + after, …, "d<count>": last}, "$ref": "#/$defs/d0"}
std::string chain(std::size_t count, const std::string& before, const std::string& after,
                  const std::string& last) {
    std::string text = R"({"$ref":"#/$defs/d0","$defs":{)";
    for (std::size_t i = 0; i < count; ++i) {
        std::string step = before + after;
        const std::string next = R"({"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}";
        for (std::size_t at = 0; (at = step.find("NEXT", at)) != std::string::npos; at += next.size())
            step.replace(at, 4, next);
        text += "\"d" + std::to_string(i) + "\":" + step + ",";
    }
    return text + "\"d" + std::to_string(count) + "\":" + last + "}}";
}

const std::string slow_text = "\"" + repeated("a", 40) + "!\"";

BOOST_AUTO_TEST_SUITE(hostile)

BOOST_AUTO_TEST_CASE(a_pattern_that_takes_for_ever) {
    BOOST_TEST(has_line(soon(compiled(R"({"pattern":"^(a+)+$"})"), slow_text), "takes too long to decide"));
    BOOST_TEST(has_line(soon(compiled(R"({"patternProperties":{"^(a+)+$":true}})"), "{" + slow_text + ":1}"),
                        "takes too long to decide"));
    // Where only a verdict is asked for, none is made up.
    for (const char* schema :
         {R"({"not":{"pattern":"^(a+)+$"}})", R"({"if":{"pattern":"^(a+)+$"},"then":false})",
          R"({"oneOf":[{"pattern":"^(a+)+$"},true]})",
          R"({"anyOf":[{"pattern":"^(a+)+$"},{"pattern":"^(a+)+$"}]})"})
        BOOST_TEST(has_line(soon(compiled(schema), slow_text), "schema.mismatch"), schema);
    for (const char* schema : {R"({"contains":{"pattern":"^(a+)+$"},"minContains":0,"maxContains":0})",
                               R"({"items":{"not":{"pattern":"^(a+)+$"}}})"})
        BOOST_TEST(has_line(soon(compiled(schema), "[" + slow_text + "]"), "takes too long to decide"),
                   schema);
}

BOOST_AUTO_TEST_CASE(such_a_pattern_over_many_texts) {
    const std::string many = "[" + repeated(slow_text + ",", 5000) + "\"a\"]";
    const Lines found = soon(compiled(R"({"items":{"pattern":"^(a+)+$"}})"), many);
    BOOST_TEST(found.size() >= 5000U); // the last is no longer looked at
    BOOST_TEST(soon(compiled(R"({"items":{"not":{"pattern":"^(a+)+$"}}})"), many).size() >= 1U);
}

BOOST_AUTO_TEST_CASE(many_elements_each_once) {
    const schema::Program program = compiled(R"({"uniqueItems":true})");
    const std::string elements = list_of(200000, "{\"a\":[", "]}");
    BOOST_TEST(soon(program, elements).empty());
    const std::string twice = elements.substr(0, elements.size() - 1) + ",{\"a\":[7.0]}]";
    BOOST_TEST(has_line(soon(program, twice), "the first at 199992 and 200000"));
}

BOOST_AUTO_TEST_CASE(numbers_of_a_million_digits) {
    const std::string digits = repeated("7", 1'000'000);
    const schema::Program program = compiled(
        R"({"minimum":8,"multipleOf":0.7,"type":"integer","uniqueItems":true,"enum":[1,)" + digits + "]}");
    BOOST_TEST(soon(program, digits).empty());
    BOOST_TEST(soon(program, digits + ".0e0").empty());
    BOOST_TEST(soon(program, "-" + digits).size() == 2U);
    BOOST_TEST(soon(program, digits + "e-1").size() == 1U);
    BOOST_TEST(soon(compiled(R"({"multipleOf":1e-1000000000000,"maximum":1e1000000000})"), digits).empty());
    BOOST_TEST(soon(compiled(R"({"multipleOf":3})"), "1e1000000000000000000000").size() == 1U);
    BOOST_TEST(soon(compiled(R"({"multipleOf":1e400})"), digits).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_list_of_many_values) {
    const std::string words = list_of(100000, "\"a word with a number, ", "\"");
    const schema::Program program = compiled(R"({"items":{"enum":)" + words + "}}");
    BOOST_TEST(soon(program, words).empty());
    BOOST_TEST(soon(program, "[\"a word with a number, 100000\",null,1]").size() == 3U);
    const std::string mixed = list_of(100000, "{\"a\":", "}");
    const schema::Program objects = compiled(R"({"items":{"enum":)" + mixed + "}}");
    BOOST_TEST(soon(objects, mixed).empty());
    BOOST_TEST(soon(objects, "[{\"a\":7.0},{\"a\":100000}]").size() == 1U);
    const std::string numbers = list_of(100000, "", ".50");
    const schema::Program known = compiled(R"({"items":{"x-known-values":)" + numbers + "}}");
    BOOST_TEST(soon(known, numbers).empty());
    BOOST_TEST(soon(known, "[0.5,5e-1,7,null]").size() == 1U);
}

BOOST_AUTO_TEST_CASE(schemas_nested_too_deep_are_refused_with_their_place) {
    for (const auto& [open, close] :
         {std::pair("{\"not\":", "}"), std::pair("{\"items\":", "}"), std::pair("{\"allOf\":[", "]}"),
          std::pair("{\"properties\":{\"a\":", "}}")})
        for (const std::size_t depth : {10000U, 999U}) {
            const std::string text = repeated(open, depth) + "true" + repeated(close, depth);
            try {
                compiled(text);
                BOOST_TEST(depth == 999U, open);
            } catch (const json::LoadError& error) {
                BOOST_TEST(error.reason().find("nested deeper than the limit of 1000") != std::string::npos,
                           error.what());
            }
        }
    BOOST_CHECK_THROW(compiled(chain(10000, "{\"allOf\":[NEXT,{}]}", "", "true")), json::LoadError);
    BOOST_TEST(rules(compiled(chain(1500, "{\"allOf\":[NEXT,{}]}", "", "false")), "1").size() == 1U);
    BOOST_TEST(rules(compiled(chain(100000, "NEXT", "", "false")), "1").size() == 1U);
}

BOOST_AUTO_TEST_CASE(as_many_ways_as_there_are_atoms) {
    for (const char* step :
         {R"({"anyOf":[NEXT,NEXT]})", R"({"oneOf":[NEXT,NEXT]})", R"({"allOf":[NEXT,NEXT]})",
          R"({"not":{"anyOf":[NEXT,NEXT]}})", R"({"if":NEXT,"then":NEXT,"else":NEXT})",
          R"({"anyOf":[{"properties":{"a":NEXT}},{"additionalProperties":NEXT}],"allOf":[NEXT,NEXT]})",
          R"({"anyOf":[NEXT,NEXT],"unevaluatedProperties":false})"}) {
        const schema::Program program = compiled(chain(60, step, "", R"({"type":"string"})"));
        const Lines found = soon(program, R"({"a":{"a":{"a":{"a":1}}}})");
        BOOST_TEST_REQUIRE(!found.empty(), step);
        BOOST_TEST(found.back().find("takes too long") != std::string::npos, step << ": " << found.back());
    }
}

// A small part of a document that is too much does not hide what is found before it and in what is read
// plainly.
BOOST_AUTO_TEST_CASE(what_takes_too_long_is_told_of_once_beside_the_rest) {
    const std::string slow = chain(60, R"({"not":{"anyOf":[NEXT,NEXT]}})", "", R"({"type":"string"})");
    const schema::Program program =
        compiled(R"({"properties":{"x":{"type":"string"}},"additionalProperties":)" +
                 std::string(R"({"$ref":"#/$defs/d0"},)") + slow.substr(slow.find("\"$defs\"")));
    const Lines found = soon(program, R"({"x":1,"a":1,"b":1,"x2":2,"a":2,"c":{"d":1,"d":1}})");
    BOOST_TEST(found.size() == 4U);
    BOOST_TEST(found[1].find("/a (a)") != std::string::npos, found[1]);
    BOOST_TEST(found[1].find("too long") != std::string::npos, found[1]);
}

BOOST_AUTO_TEST_CASE(equal_parts_at_every_depth) {
    const std::string deep = repeated("[1,", 900) + "1" + repeated("]", 900);
    for (const char* schema :
         {R"({"uniqueItems":true,"items":{"$ref":"#"}})", R"({"enum":[1,[1]],"items":{"$ref":"#"}})",
          R"({"allOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}]})",
          R"({"contains":{"$ref":"#"},"items":{"$ref":"#"},"type":["array","integer"]})"})
        BOOST_TEST(!soon(compiled(schema), deep).empty(), schema);
}

// As deep as a document may be without asking, it is not too deep for a schema that applies to all of it.
BOOST_AUTO_TEST_CASE(a_deep_document_that_is_right) {
    const schema::Program program = compiled(
        R"({"type":"array","items":{"allOf":[{"anyOf":[{"$ref":"#"},{"type":"null"}]},{"type":"array"}]}})");
    BOOST_TEST(soon(program, repeated("[", 1000) + repeated("]", 1000)).empty());
}

BOOST_AUTO_TEST_CASE(references_that_go_round) {
    for (const char* schema :
         {R"({"$ref":"#"})", R"({"allOf":[{"$ref":"#"},{}]})",
          R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"})",
          R"({"$dynamicAnchor":"a","$dynamicRef":"#a"})", R"({"anyOf":[{"type":"null"},{"$ref":"#"}]})",
          R"({"if":{"not":{"$ref":"#"}}})", R"({"dependentSchemas":{"a":{"$ref":"#"}}})"})
        soon(compiled(schema), "[1]"); // noted, and not followed
}

// What the reference leads to is not known before there is an instance, so nor is the circle.
BOOST_AUTO_TEST_CASE(a_dynamic_reference_that_goes_round) {
    const schema::Program program = compiled(R"({"$id":"http://x/outer","$ref":"inner","$defs":{
        "inner":{"$id":"inner","$dynamicRef":"#node","$defs":{"node":{"$dynamicAnchor":"node","type":"string"}}},
        "node":{"$dynamicAnchor":"node","allOf":[{"$ref":"inner"},{}]}}})");
    BOOST_TEST(has_line(soon(program, "\"x\""), "never end"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
