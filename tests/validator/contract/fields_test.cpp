#include "validator/contract/fields.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "validator/contract/catalog.hpp"

namespace {

using namespace understudy;
using Lines = std::vector<std::string>;

Lines fields_of(const std::string& schema, const std::string& components = "{}") {
    const auto contract = contract::Contract::parse(
        "x", "x.json",
        R"({"openapi":"3.1.0","info":{"title":"T","version":"V"},"paths":{"/r/{i}":{"get":{"responses":{"200":{"content":{"application/json":{"schema":)" +
            schema + R"(}}}}}}},"components":{"schemas":)" + components + "}}");
    Lines lines;
    for (const contract::FieldSummary& field :
         contract::fields(contract, *contract.run_operation().response(200)))
        lines.push_back(field.path + " | " + field.type + (field.nullable ? " | null" : " | ") +
                        (field.required ? " | required | " : " | | ") + field.constraint + " | " +
                        field.evidence + " | " + field.source);
    return lines;
}

BOOST_AUTO_TEST_SUITE(fields)

BOOST_AUTO_TEST_CASE(are_told_in_the_order_of_the_document) {
    const Lines expected = {"(body) | object |  | required |  |  | ",
                            "b | string | null | required | at most 9 characters | documented | page 1",
                            "a | array |  | |  |  | ", "a[] | string or integer |  | | one of x, 1 |  | ",
                            "a/b |  |  | |  |  | "};
    BOOST_TEST(fields_of(R"({"type":"object","required":["b"],"properties":{
        "b":{"type":["string","null"],"maxLength":9,"x-evidence":"documented","x-source":"page 1"},
        "a":{"type":"array","items":{"type":["string","integer"],"enum":["x",1]}},"a/b":{}}})") == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(say_every_constraint_and_the_evidence_of_each) {
    const Lines expected = {
        "(body) | number |  | required | at least 2 characters; at least 0; at most 1.50; format uuid | "
        "type: published; minimum: inferred | type: here; minimum: there"};
    BOOST_TEST(fields_of(R"({"type":"number","minLength":2,"minimum":0,"maximum":1.50,"format":"uuid",
        "x-evidence":{"type":"published","minimum":"inferred"},"x-source":{"type":"here","minimum":"there"}})") ==
                   expected,
               boost::test_tools::per_element());
    const Lines known = {"(body) | string |  | required | known values a, b |  | "};
    BOOST_TEST(fields_of(R"({"type":"string","x-known-values":["a","b"]})") == known,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_a_shared_schema_are_told_at_each_place) {
    const Lines expected = {"(body) |  |  | required |  |  | ", "a | object |  | |  |  | ",
                            "a.c |  | null | |  |  | ", "b | object |  | |  |  | ",
                            "b.c |  | null | |  |  | "};
    BOOST_TEST(
        fields_of(
            R"({"properties":{"a":{"$ref":"#/components/schemas/S"},"b":{"$ref":"#/components/schemas/S"}}})",
            R"({"S":{"type":"object","properties":{"c":{"type":["null"]}}}})") == expected,
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_a_schema_that_contains_itself_come_to_an_end) {
    const Lines found =
        fields_of(R"({"$ref":"#/components/schemas/S"})",
                  R"({"S":{"type":"object","properties":{"next":{"$ref":"#/components/schemas/S"}}}})");
    BOOST_TEST(
        found == (Lines{"(body) | object |  | required |  |  | ", "next | object |  | | as above |  | "}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(that_several_ways_of_all_of_lead_to_are_told_once) {
    std::string schemas = R"({"S0":{"properties":{"a":{"type":"string"}}})";
    for (int i = 1; i <= 40; ++i) {
        const std::string before = R"({"$ref":"#/components/schemas/S)" + std::to_string(i - 1) + "\"}";
        schemas += ",\"S" + std::to_string(i) + R"(":{"allOf":[)" + before + "," + before + "]}";
    }
    const Lines found = fields_of(R"({"$ref":"#/components/schemas/S40"})", schemas + "}");
    BOOST_TEST(found == (Lines{"(body) |  |  | required |  |  | ", "a | string |  | |  |  | "}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_the_contracts_of_the_program_have_evidence_wherever_they_are_constrained) {
    contract::Catalog catalog;
    std::size_t count = 0;
    for (const std::string& name : catalog.names()) {
        const auto contract = catalog.get(name);
        for (const contract::Response& response : contract->run_operation().responses)
            for (const contract::FieldSummary& field : contract::fields(*contract, response)) {
                ++count;
                if (field.type.empty()) continue;
                BOOST_TEST(!field.evidence.empty(), name << " " << response.status << " " << field.path);
                BOOST_TEST(!field.source.empty(), name << " " << response.status << " " << field.path);
            }
    }
    BOOST_TEST(count > 200U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
