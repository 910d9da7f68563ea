#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

std::string contract_of(const std::string& body, const std::string& more = "") {
    return R"({"openapi":"3.1.0","info":{"title":"Shop","version":"1"},"paths":{"/o/{id}":{"get":{"responses":{"200":{
      "description":"d","content":{"application/json":{"schema":)" +
           body + R"(}}})" + more + R"(}}}},"components":{"schemas":{
      "Tree":{"type":"object","properties":{"up":{"$ref":"#/components/schemas/Tree"},"n":{"type":"integer"}}}}}})";
}

// `severity rule path expected -> found` of each change.
std::string changes(const std::string& old, const std::string& now) {
    const TemporaryFolder folder;
    const Outcome outcome = run(cli::drift, {"diff", "--format", "json", folder.write("old.json", old),
                                             folder.write("new.json", now)});
    BOOST_TEST(outcome.err == "");
    const auto report = json::Document::parse("report", outcome.out);
    std::string text;
    for (const json::Value& each : report.at("/findings")->elements) {
        for (const char* name : {"severity", "rule", "path", "expected"})
            text += std::string(each.find(name)->text) + " ";
        text += "-> " + std::string(each.find("found")->text) + "\n";
    }
    BOOST_TEST(outcome.code == (text.find("error ") == std::string::npos ? 0 : 1));
    return text;
}

std::string change(const std::string& old, const std::string& now) {
    return changes(contract_of(R"({"type":"object","properties":{"a":)" + old + "}}"),
                   contract_of(R"({"type":"object","properties":{"a":)" + now + "}}"));
}

BOOST_AUTO_TEST_SUITE(drift_diff)

BOOST_AUTO_TEST_CASE(what_lets_more_pass_breaks_and_what_lets_less_pass_does_not) {
    struct Row {
        const char *wide, *narrow;
        const char *loosened, *tightened;
    };
    const Row rows[] = {
        {R"({"type":["string","null"]})", R"({"type":"string"})", "error null.unexpected a string -> null\n",
         "info type.mismatch a null or string -> string\n"},
        {R"({"type":["string","integer"]})", R"({"type":"string"})",
         "error type.mismatch a string -> integer or string\n",
         "info type.mismatch a integer or string -> string\n"},
        {R"({"type":"number"})", R"({"type":"integer"})", "error type.mismatch a integer -> number\n",
         "info type.mismatch a number -> integer\n"},
        {R"({"enum":["x","y"]})", R"({"enum":["x"]})", "error enum.unknown-value a one of [\"x\"] -> \"y\"\n",
         "info enum.unknown-value a \"y\" -> not listed\n"},
        {R"({"x-known-values":["x","y"]})", R"({"x-known-values":["x"]})",
         "warning value.unlisted a one of [\"x\"] -> \"y\"\n", "info value.unlisted a \"y\" -> not listed\n"},
        {R"({"maxLength":10})", R"({"maxLength":9})", "error length.exceeded a maxLength 9 -> maxLength 10\n",
         "info length.exceeded a maxLength 10 -> maxLength 9\n"},
        {R"({"minItems":0})", R"({"minItems":1})", "error array.size a minItems 1 -> minItems 0\n",
         "info array.size a minItems 0 -> minItems 1\n"},
        {R"({})", R"({"format":"uuid"})", "error format.invalid a format \"uuid\" -> format none\n",
         "info format.invalid a format none -> format \"uuid\"\n"},
        {R"({"type":"object","properties":{"b":{}}})",
         R"({"type":"object","required":["b"],"properties":{"b":{}}})",
         "error property.missing a.b a required property -> an optional one\n",
         "info property.missing a.b an optional property -> a required one\n"},
    };
    for (const Row& row : rows) {
        BOOST_TEST(change(row.narrow, row.wide) == row.loosened);
        BOOST_TEST(change(row.wide, row.narrow) == row.tightened);
        BOOST_TEST(change(row.wide, row.wide) == "");
    }
    BOOST_TEST(change(R"({"anyOf":[{"type":"string"},{"type":"null"}]})",
                      R"({"anyOf":[{"type":"string"},{"type":"null"},{"type":"array"}]})") ==
               "error schema.mismatch a 2 forms (anyOf) -> 3\n");
    BOOST_TEST(change(R"({"pattern":"^a"})", R"({"pattern":"^b"})") ==
               "error pattern.mismatch a pattern \"^a\" -> pattern \"^b\"\n");
    BOOST_TEST(change(R"({"additionalProperties":false})", R"({})")
                   .starts_with("error schema.mismatch a additionalProperties"));
}

BOOST_AUTO_TEST_CASE(properties_and_responses_come_and_go) {
    BOOST_TEST(changes(contract_of(R"({"properties":{"a":{},"b":{"items":{"properties":{"c":{}}}}}})"),
                       contract_of(R"({"properties":{"b":{"items":{"properties":{"d":{}}}},"é":{}}})")) ==
               "error property.missing a a documented property -> no such property\n"
               "error property.missing b[].c a documented property -> no such property\n"
               "warning property.undocumented b[].d no such property -> a new one\n"
               "warning property.undocumented é no such property -> a new one\n");
    const std::string teapot = R"(,"418":{"description":"t"})";
    BOOST_TEST(changes(contract_of("{}"), contract_of("{}", teapot)) ==
               "error status.undocumented 418  no such response -> status 418\n");
    BOOST_TEST(changes(contract_of("{}", teapot), contract_of("{}")) ==
               "info status.undocumented 418  status 418 -> no such response\n");
}

BOOST_AUTO_TEST_CASE(what_is_written_in_another_way_is_no_change) {
    BOOST_TEST(
        changes(contract_of(R"({"type":"object","properties":{"a":{"type":"string"}}})"),
                contract_of(R"({"allOf":[{"type":"object"},{"properties":{"a":{"type":["string"]}}}]})")) ==
        "");
    BOOST_TEST(changes(contract_of(R"({"$ref":"#/components/schemas/Tree"})"),
                       contract_of(R"({"$ref":"#/components/schemas/Tree"})")) == "");
}

BOOST_AUTO_TEST_CASE(the_contracts_of_the_program_are_named) {
    const Outcome same = run(cli::drift, {"diff", "noxus", "noxus"});
    BOOST_TEST(same.code == 0);
    BOOST_TEST(same.out.find("no drift") != std::string::npos, same.out);
    BOOST_TEST(run(cli::drift, {"diff", "noxus", "duckie"}).out.find("GET /v1/runs/{run_id}") !=
               std::string::npos);
    BOOST_TEST(run(cli::drift, {"diff", "noxus"}).code == 2);
    BOOST_TEST(run(cli::drift, {"diff", "noxus", "/nonexistent.json"}).code == 2);
    BOOST_TEST(run(cli::drift, {"diff", "--help"}).out.find("OLD") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
