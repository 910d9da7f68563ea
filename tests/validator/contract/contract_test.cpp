#include "validator/contract/contract.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/validator/case_file.hpp"
#include "validator/contract/catalog.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using contract::Contract;

// An OpenAPI document with these paths, and whatever else is given (which begins with a comma).
Contract parsed(const std::string& paths, const std::string& more = "") {
    return Contract::parse(
        "x", "x.json",
        R"({"openapi":"3.1.0","info":{"title":"T","version":"V"},"paths":)" + paths + more + "}");
}

std::string what_is_wrong(const std::string& paths, const std::string& more = "") {
    try {
        parsed(paths, more).run_operation();
    } catch (const json::LoadError& error) {
        return error.pointer() + ": " + error.reason();
    }
    return "nothing";
}

// What is not checked of the operation that gets a run, and why.
std::string noted(const std::string& paths, const std::string& more = "") {
    const Contract contract = parsed(paths, more);
    contract.run_operation();
    std::string text;
    for (const std::string& note : contract.notes()) text += (text.empty() ? "" : "\n") + note;
    return text;
}

// A GET by id with these members.
std::string get(const std::string& members) {
    return R"({"/runs/{id}":{"get":{)" + members + "}}}";
}

std::string answered(const contract::Operation& operation, unsigned status) {
    const contract::Response* response = operation.response(status);
    return response == nullptr ? "nothing" : response->status;
}

BOOST_AUTO_TEST_SUITE(contract_)

BOOST_AUTO_TEST_CASE(says_what_it_is) {
    const Contract contract =
        parsed(get(R"("operationId":"getRun","responses":{})"), R"(,"servers":[{"url":"/a"},{"url":"b"}])");
    BOOST_TEST(contract.name() == "x");
    BOOST_TEST(contract.title() == "T");
    BOOST_TEST(contract.version() == "V");
    BOOST_TEST(contract.run_operation().server == "/a");
    BOOST_TEST(contract.run_operation().id == "getRun");
    BOOST_TEST(contract.run_operation().method == "GET");
    BOOST_TEST(contract.run_operation().path == "/runs/{id}");
    BOOST_TEST(parsed(get("")).run_operation().server == "/");
    BOOST_TEST(parsed(get(""), R"(,"servers":[])").run_operation().server == "/");
    BOOST_TEST(
        parsed(get(R"("servers":[{"url":"/own"}])"), R"(,"servers":[{"url":"/a"}])").run_operation().server ==
        "/own");
}

// FIPS 180-2 by another program: printf '{"openapi":…}' | sha256sum.
BOOST_AUTO_TEST_CASE(its_digest_is_that_of_its_bytes) {
    BOOST_TEST(parsed("{}").sha256() == "70d6aae8803e28bef3f5d17b8e684d8a7a93d7bfb399c55e154adcb0e39a2112");
    BOOST_TEST(parsed("{}").sha256() != parsed("{ }").sha256());
}

BOOST_AUTO_TEST_CASE(a_status_is_answered_by_itself_then_its_range_then_the_default) {
    const Contract all = parsed(get(R"("responses":{"default":{},"4XX":{},"404":{},"200":{},"5XX":{}})"));
    const contract::Operation& operation = all.run_operation();
    BOOST_TEST(answered(operation, 200) == "200");
    BOOST_TEST(answered(operation, 404) == "404");
    BOOST_TEST(answered(operation, 400) == "4XX");
    BOOST_TEST(answered(operation, 499) == "4XX");
    BOOST_TEST(answered(operation, 503) == "5XX");
    BOOST_TEST(answered(operation, 201) == "default");
    BOOST_TEST(answered(operation, 301) == "default");
    const Contract few = parsed(get(R"("responses":{"200":{},"4XX":{}})"));
    BOOST_TEST(answered(few.run_operation(), 201) == "nothing");
    BOOST_TEST(answered(few.run_operation(), 500) == "nothing");
    BOOST_TEST(answered(few.run_operation(), 404) == "4XX");
    BOOST_TEST(answered(parsed(get(R"("responses":{})")).run_operation(), 200) == "nothing");
}

BOOST_AUTO_TEST_CASE(the_body_is_the_json_one) {
    const Contract contract = parsed(get(R"("responses":{
        "200":{"content":{"text/plain":{"schema":{"type":"string"}},"application/json; charset=utf-8":{"schema":{"type":"object"},"example":{"a": 1}}}},
        "404":{"content":{"application/problem+json":{"examples":{"b":{"value":[2.50]}},"schema":{"type":"array"}}}},
        "410":{"content":{"application/json":{}}},
        "500":{"content":{"text/html":{"schema":{"type":"string"}}}},"501":{"description":"d"}})"));
    const contract::Operation& operation = contract.run_operation();
    BOOST_TEST(operation.response(200)->media_type == "application/json; charset=utf-8");
    BOOST_TEST(operation.response(200)->example == R"({"a":1})");
    BOOST_TEST((operation.response(200)->body != nullptr));
    BOOST_TEST(operation.response(200)->schema_pointer ==
               "/paths/~1runs~1{id}/get/responses/200/content/application~1json; charset=utf-8/schema");
    BOOST_TEST((contract.document().at(operation.response(200)->schema_pointer) != nullptr));
    BOOST_TEST(operation.response(404)->example == "[2.50]");
    BOOST_TEST((operation.response(404)->body != nullptr));
    BOOST_TEST(operation.response(410)->media_type == "application/json");
    for (const unsigned status : {410U, 500U, 501U}) {
        BOOST_TEST((operation.response(status)->body == nullptr), status);
        BOOST_TEST(operation.response(status)->example == "");
    }
}

BOOST_AUTO_TEST_CASE(the_run_is_got_by_the_operation_with_a_life_or_with_one_parameter) {
    const std::string life = R"("x-lifecycle":{"field":"/status","states":["a","b"],"terminal":["b"]})";
    const auto chosen = [](const std::string& paths) { return parsed(paths).run_operation().path; };
    BOOST_TEST(
        chosen(
            R"({"/runs":{"get":{"responses":{}}},"/runs/{id}":{"get":{"responses":{}},"delete":{"responses":{}}}})") ==
        "/runs/{id}");
    BOOST_TEST(chosen(R"({"/a/{id}":{"get":{"responses":{}}},"/b/{id}":{"get":{"responses":{},)" + life +
                      "}}}") == "/b/{id}");
    BOOST_TEST(what_is_wrong("{}") ==
               "/paths: expected one GET operation that gets a run by its id; found 0: mark the one with "
               "x-lifecycle");
    BOOST_TEST(what_is_wrong(R"({"/a/{x}":{"get":{"responses":{}}},"/b/{x}":{"get":{"responses":{}}}})") ==
               "/paths: expected one GET operation that gets a run by its id; found 2: mark the one with "
               "x-lifecycle");
    BOOST_TEST(chosen(R"({"/a/{x}/{y}":{"get":{}},"/a/{x}/{y}/z":{"get":{}}})") == "/a/{x}/{y}");
    BOOST_TEST(chosen(R"({"/a/{x}/b":{"get":{}},"/a/{x}":{"get":{}}})") == "/a/{x}");
    BOOST_TEST(what_is_wrong(R"({"/a/{x}":{"post":{"responses":{}}}})")
                   .ends_with("found 0: mark the one with x-lifecycle"));
}

BOOST_AUTO_TEST_CASE(a_life_is_read) {
    const Contract contract =
        parsed(get(R"("responses":{},"x-lifecycle":{"field":"/a/b","states":["x","y"],"terminal":["y"]})"));
    BOOST_TEST_REQUIRE(contract.run_operation().lifecycle.has_value());
    BOOST_TEST(contract.run_operation().lifecycle->field == "/a/b");
    BOOST_TEST(contract.run_operation().lifecycle->states == (std::vector<std::string>{"x", "y"}),
               boost::test_tools::per_element());
    BOOST_TEST(contract.run_operation().lifecycle->terminal == std::vector<std::string>{"y"},
               boost::test_tools::per_element());
    BOOST_TEST(what_is_wrong(get(R"("responses":{},"x-lifecycle":{"states":["x"]})"))
                   .ends_with("/x-lifecycle/field: expected a JSON Pointer; found nothing"));
    BOOST_TEST(
        what_is_wrong(get(R"("responses":{},"x-lifecycle":{"field":"/a","states":["x"],"terminal":["z"]})"))
            .ends_with("/x-lifecycle/terminal: \"z\" is not among the states"));
    BOOST_TEST(
        what_is_wrong(get(R"("responses":{},"x-lifecycle":{"field":"/a","states":["x"],"terminals":["x"]})"))
            .find("/x-lifecycle/terminals: expected field, id, ") != std::string::npos);
    BOOST_TEST(what_is_wrong(
                   get(R"("responses":{},"x-lifecycle":{"field":"/a","states":["x"],"x-evidence":"sure"})"))
                   .ends_with("/x-lifecycle/x-evidence: expected documented, published or inferred"));
}

BOOST_AUTO_TEST_CASE(parameters_of_the_operation_stand_in_for_those_of_its_path) {
    const Contract contract =
        parsed(R"({"/runs/{id}":{"parameters":[{"name":"id","in":"path","schema":{"type":"null"}},
        {"name":"id","in":"query"},{"$ref":"#/components/parameters/org"}],
        "get":{"parameters":[{"name":"id","in":"path","required":true}],"responses":{}}}})",
               R"(,"components":{"parameters":{"org":{"name":"x-org","in":"header","schema":true}}})");
    std::string list;
    for (const contract::Parameter& each : contract.run_operation().parameters)
        list += each.in + " " + each.name + (each.required ? " required" : "") +
                (each.schema ? " with a schema; " : "; ");
    BOOST_TEST(list == "query id; header x-org with a schema; path id required; ");
    BOOST_TEST(
        noted(get(R"("responses":{},"parameters":[{"name":"id"}])"))
            .ends_with("/parameters/0/in: expected a string; found nothing; this parameter is not checked"));
}

BOOST_AUTO_TEST_CASE(security_is_the_operations_or_the_documents) {
    const std::string schemes =
        R"(,"components":{"securitySchemes":{"key":{"type":"apiKey","in":"header","name":"X-Key"},
        "bearer":{"type":"http","scheme":"bearer"}}})";
    const auto shown = [](const Contract& contract) {
        std::string text;
        for (const auto& all : contract.run_operation().security) {
            for (const contract::SecurityScheme& each : all)
                text += each.type + each.scheme + each.in + each.name + "+";
            text += "|";
        }
        return text;
    };
    BOOST_TEST(shown(parsed(get(R"("responses":{})"), schemes)) == "");
    BOOST_TEST(shown(parsed(get(R"("responses":{})"), R"(,"security":[{"key":[]}])" + schemes)) ==
               "apiKeyheaderX-Key+|");
    BOOST_TEST(
        shown(parsed(get(R"("responses":{},"security":[])"), R"(,"security":[{"key":[]}])" + schemes)) == "");
    BOOST_TEST(shown(parsed(get(R"("responses":{},"security":[{"key":[],"bearer":[]},{"bearer":[]}])"),
                            schemes)) == "apiKeyheaderX-Key+httpbearer+|httpbearer+|");
    BOOST_TEST(noted(get(R"("responses":{},"security":[{"kee":[]}])"), schemes)
                   .ends_with("/security/0/kee: there is no security scheme with this name; requests need no "
                              "such credential"));
}

BOOST_AUTO_TEST_CASE(a_response_may_be_a_reference) {
    const Contract contract = parsed(
        get(R"("responses":{"404":{"$ref":"#/components/responses/none"}})"),
        R"(,"components":{"responses":{"none":{"content":{"application/json":{"schema":{"type":"null"}}}}}})");
    BOOST_TEST((contract.run_operation().response(404)->body != nullptr));
    BOOST_TEST(noted(get(R"("responses":{"404":{"$ref":"#/components/responses/no"}})"))
                   .ends_with("there is nothing at \"#/components/responses/no\"; responses with this status "
                              "are not checked"));
}

BOOST_AUTO_TEST_CASE(what_is_not_checked_is_noted_once) {
    const Contract contract = Contract::parse(
        "x", "x.json",
        R"({"openapi":"3.1.0","info":{"title":"T","version":"V"},"paths":{"/r/{i}":{"get":{"responses":{
        "200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}},
        "404":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}}}}}},
        "components":{"schemas":{"A":{"format":"colour"}}}})");
    BOOST_TEST(contract.notes().empty()); // nobody has asked for the operation
    contract.run_operation();
    BOOST_TEST(contract.notes().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_flaw_of_a_schema_costs_the_keyword_that_it_is_in) {
    const std::string notes = noted(get(
        R"("responses":{"200":{"content":{"application/json":{"schema":{"properties":{
            "a":{"type":"string","nullable":true},"b":7,"c":{"type":"integer","minimum":"x"}}}}}}})"));
    BOOST_TEST(std::count(notes.begin(), notes.end(), '\n') == 2, notes);
    for (const char* place : {"/properties/a/nullable: ", "/properties/b: ", "/properties/c/minimum: "})
        BOOST_TEST(notes.find(place) != std::string::npos, notes);
    BOOST_TEST(notes.find("bodies of this media type") == std::string::npos, notes);
}

BOOST_AUTO_TEST_CASE(a_keyword_of_openapi_3_0_beside_a_reference_costs_only_itself) {
    const auto contract = contract::Contract::parse("a", "a.json", R"({"openapi":"3.1.0","info":{},
        "components":{"schemas":{"S":{"type":"string"}}},
        "paths":{"/runs/{id}":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{
            "required":["id"],"properties":{"id":{"$ref":"#/components/schemas/S","nullable":true}}}}}}}}}}})");
    BOOST_TEST((contract.run_operation().response(200)->body != nullptr));
    BOOST_TEST_REQUIRE(contract.notes().size() == 1U);
    BOOST_TEST(contract.notes().front().ends_with("\"null\"] instead; not checked"),
               contract.notes().front());
}

BOOST_AUTO_TEST_CASE(a_flaw_counts_where_it_is_used) {
    const Contract contract = parsed(
        R"({"/runs/{id}":{"get":{"responses":{"200":{}}}},
            "/other":{"get":{"responses":{"200":{"$ref":"#/gone"}},"security":[{"no":[]}]},"post":7},
            "/third":{"$ref":"#/gone"}})");
    contract.run_operation();
    const schema::Notes of_document = contract.notes();
    BOOST_TEST(of_document.size() == 2U); // the POST and the path, which no operation can be made of
    BOOST_TEST(contract.notes_of_the_others().size() == 2U);
    BOOST_TEST(contract.notes().size() == 4U);
    BOOST_TEST(contract.operation("GET /other").responses.size() == 1U);
    BOOST_TEST(!contract.operation("GET /other").responses.front().is_readable);
}

BOOST_AUTO_TEST_CASE(those_of_the_program_are_read_whole) {
    contract::Catalog catalog;
    for (const std::string& name : catalog.names()) {
        const auto contract = catalog.get(name);
        const contract::Operation& operation = contract->run_operation();
        BOOST_TEST(operation.lifecycle.has_value(), name);
        BOOST_TEST(operation.security.size() == 1U, name);
        BOOST_TEST(operation.responses.size() >= 3U, name);
        BOOST_TEST(!operation.parameters.empty(), name);
        for (const contract::Response& response : operation.responses) {
            BOOST_TEST((response.body != nullptr), name << " " << response.status);
            BOOST_TEST(response.media_type == "application/json", name << " " << response.status);
            BOOST_TEST(!response.example.empty(), name << " " << response.status);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
