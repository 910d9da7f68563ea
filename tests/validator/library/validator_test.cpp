// What the installed header promises, with nothing of ours included but it.

#include <understudy/validator.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

#include "tests/validator/temporary_folder.hpp"

namespace {

using understudy::Checker;
using understudy::CheckOptions;
using understudy::ContractOptions;
using understudy::Dialect;
using understudy::Finding;
using understudy::LoadError;
using understudy::RefFiles;
using understudy::Result;
using understudy::SchemaOptions;
using understudy::Validator;
using understudy::test::TemporaryFolder;

constexpr const char* kPet = R"({"type": "object", "required": ["name"], "properties": {
    "name": {"type": "string", "maxLength": 4},
    "tag": {"enum": ["cat", "dog"]},
    "born": {"type": "string", "format": "date"}}})";

constexpr const char* kShop = R"(openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      responses:
        200:
          description: A pet
          content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}
        404:
          description: None
          content: {application/json: {schema: {type: "null"}}}
        409: {description: Nothing to read}
  /pets:
    post:
      responses:
        201: {description: Made, content: {application/json: {schema: {type: integer}}}}
  /gone:
    get:
      responses:
        410: {description: Gone}
)";

std::string shown(const Finding& finding) {
    return finding.rule + " " + std::string(understudy::severity_name(finding.severity)) + " " +
           finding.evidence + " " + finding.path + " " + std::to_string(finding.offset) + "=" +
           std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " + finding.message;
}

std::string shown(const Result& result) {
    std::string text;
    for (const Finding& finding : result.findings) text += (text.empty() ? "" : "\n") + shown(finding);
    return text;
}

Validator pet() {
    return Validator::from_schema("pet.schema.json", kPet);
}

template <class Make>
std::string refusal(Make make) {
    try {
        make();
    } catch (const LoadError& error) {
        // The parts of it are those of what it says.
        std::string text = error.file();
        if (error.line() != 0)
            text += ":" + std::to_string(error.line()) + ":" + std::to_string(error.column());
        if (!error.pointer().empty()) text += ": " + error.pointer();
        BOOST_TEST(text + ": " + error.reason() == error.what());
        return error.what();
    }
    return "none";
}

std::string shop_refusal(const ContractOptions& options) {
    return refusal([&] { Validator::from_contract("shop.yaml", kShop, options); });
}

BOOST_AUTO_TEST_SUITE(library)

BOOST_AUTO_TEST_CASE(a_text_that_conforms_has_no_findings) {
    const Result result = pet().check(R"({"name": "Rex", "tag": "dog", "other": [1, {"a": null}]})");
    BOOST_TEST(result.findings.empty());
    BOOST_TEST(result.conforms());
    BOOST_TEST(result.errors + result.warnings == 0U);
}

BOOST_AUTO_TEST_CASE(a_finding_says_all_that_a_report_says) {
    const Result result = pet().check("{\"ü\": 1,\n \"tag\": \"dgo\"}");
    BOOST_TEST_REQUIRE(result.findings.size() == 2U);
    BOOST_TEST(
        shown(result) ==
        "enum.unknown-value error documented tag 18=2:9 /tag: expected one of cat, dog; found \"dgo\"\n"
        "property.missing error documented name 23=2:14 /name: expected a required property; found nothing");
    BOOST_TEST(result.findings[0].pointer == "/tag");
    BOOST_TEST(result.findings[0].expected == "one of cat, dog");
    BOOST_TEST(result.findings[0].found == "\"dgo\"");
    BOOST_TEST(result.errors == 2U);
    BOOST_TEST(!result.conforms());
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_a_finding) {
    for (const char* text :
         {"", " ", "{", "{}}", "[1,]", "nul", "\"\xff\"", "{\"name\": \"a\", \"name\": \"b\"}"}) {
        const Result result = pet().check(text);
        BOOST_TEST_REQUIRE(!result.findings.empty(), text);
        BOOST_TEST(std::any_of(result.findings.begin(), result.findings.end(),
                               [](const Finding& finding) { return finding.rule == "body.malformed"; }),
                   text);
    }
    const Result result = pet().check("{\"name\":\n  oops}");
    BOOST_TEST_REQUIRE(result.findings.size() == 1U);
    BOOST_TEST(result.findings.front().line == 2U);
    BOOST_TEST(result.findings.front().column == 3U);
}

BOOST_AUTO_TEST_CASE(values_are_masked_unless_asked_for) {
    const std::string text = R"({"name": "+49 170 1234567", "tag": "call me back", "born": "2020-02-30"})";
    const std::array<std::string, 3> secrets = {"170", "call me", "02-30"};
    const std::string masked = shown(pet().check(text));
    const std::string open = shown(pet().check(text, {.show_values = true}));
    for (const std::string& secret : secrets) {
        BOOST_TEST(masked.find(secret) == std::string::npos, masked);
        BOOST_TEST(open.find(secret) != std::string::npos, open);
    }
    const auto closed =
        Validator::from_schema("s", R"({"additionalProperties": false, "properties": {"a": true}})");
    BOOST_TEST(closed.check(R"({"+49 170 1234567": 1})").findings.at(0).pointer ==
               "/(a name of 15 characters)");
    BOOST_TEST(closed.check(R"({"+49 170 1234567": 1})", {.show_values = true}).findings.at(0).pointer ==
               "/+49 170 1234567");
}

BOOST_AUTO_TEST_CASE(findings_are_bounded_and_counts_are_exact) {
    const auto numbers = Validator::from_schema("s", R"({"items": {"type": "integer"}})");
    for (const std::size_t most : {0U, 1U, 2U, 3U, 9U}) {
        const Result result = numbers.check("[true, 1, false, null]", {.max_findings = most});
        BOOST_TEST(result.findings.size() == std::min<std::size_t>(most, 3));
        BOOST_TEST(result.errors == 3U);
        BOOST_TEST(!result.conforms());
    }
}

BOOST_AUTO_TEST_CASE(limits_hold) {
    const auto any = Validator::from_schema("s", "true");
    const auto conforms = [&](const char* text, const CheckOptions& options) {
        return any.check(text, options).conforms();
    };
    BOOST_TEST(conforms("[[1]]", {.max_depth = 2}));
    BOOST_TEST(!conforms("[[[1]]]", {.max_depth = 2}));
    BOOST_TEST(conforms("1234", {.max_size = 4}));
    BOOST_TEST(!conforms("12345", {.max_size = 4}));
    BOOST_TEST(conforms("\"1234\"", {.max_string = 4}));
    BOOST_TEST(!conforms("\"12345\"", {.max_string = 4}));
}

BOOST_AUTO_TEST_CASE(options_out_of_their_range_are_refused) {
    const auto any = Validator::from_schema("s", "true");
    const std::size_t most = std::size_t{1} << 30;
    for (const std::size_t depth : {std::size_t{0}, std::size_t{4001}, SIZE_MAX})
        BOOST_CHECK_THROW(any.check("1", {.max_depth = depth}), std::invalid_argument);
    BOOST_CHECK_THROW(any.check("1", {.max_size = most + 1}), std::invalid_argument);
    BOOST_CHECK_THROW(any.check("1", {.max_string = most + 1}), std::invalid_argument);
    BOOST_CHECK_THROW(Checker(any, {.max_depth = 0}), std::invalid_argument);
    for (const std::size_t depth : {1U, 4000U}) BOOST_TEST(any.check("1", {.max_depth = depth}).conforms());
}

BOOST_AUTO_TEST_CASE(two_threads_share_one_validator) {
    const Validator shared = pet();
    const std::string good = R"({"name": "Rex"})";
    const std::string bad = R"({"name": "Bello", "tag": 1, "born": "never"})";
    const std::string expected = shown(shared.check(bad));
    BOOST_TEST(!expected.empty());
    std::atomic<int> wrong = 0;
    const auto work = [&] {
        Checker checker(shared);
        for (int i = 0; i < 500; ++i) {
            wrong += shared.check(good).conforms() ? 0 : 1;
            wrong += shown(shared.check(bad)) == expected ? 0 : 1;
            wrong += shown(checker.check(bad)) == expected ? 0 : 1;
        }
    };
    std::thread one(work);
    std::thread two(work);
    one.join();
    two.join();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(a_checker_outlives_its_validator_and_starts_anew_each_time) {
    Checker checker = [] {
        const Validator first = pet();
        const Validator copy = first;
        return Checker(copy, {.max_findings = 1});
    }();
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(checker.check(R"({"name": "Bello", "tag": 1})").errors == 2U);
        BOOST_TEST(checker.check("{").errors == 1U);
        BOOST_TEST(checker.check(R"({"name": "Rex"})").findings.empty());
    }
    checker = Checker(Validator::from_schema("s", "false"));
    BOOST_TEST(!checker.check("1").conforms());
}

BOOST_AUTO_TEST_CASE(a_schemas_options_count) {
    const char* dated = R"({"items": [{"format": "date"}]})";
    const auto conforms = [&](const SchemaOptions& options) {
        return Validator::from_schema("s", dated, options).check(R"(["never"])").conforms();
    };
    BOOST_TEST(!conforms({.dialect = Dialect::draft7}));
    BOOST_TEST(!conforms({.dialect = Dialect::draft4}));
    BOOST_TEST(conforms({.dialect = Dialect::draft7, .assert_formats = false}));
    BOOST_CHECK_THROW(conforms({}), LoadError); // 2020-12 has no arrays of schemas in `items`
    const char* nullable = R"({"type": "string", "nullable": true})";
    BOOST_TEST(!Validator::from_schema("s", nullable).check("null").conforms());
    BOOST_TEST(
        Validator::from_schema("s", nullable, {.dialect = Dialect::draft4_openapi}).check("null").conforms());
}

BOOST_AUTO_TEST_CASE(what_is_not_checked_is_noted) {
    BOOST_TEST(pet().notes().empty());
    const auto validator = Validator::from_schema("s.json", R"({"maxLenght": 3, "format": "colour"})");
    BOOST_TEST_REQUIRE(validator.notes().size() == 2U);
    const std::string notes = validator.notes()[0] + validator.notes()[1];
    for (const char* word : {"s.json", "maxLenght", "maxLength", "colour"})
        BOOST_TEST(notes.find(word) != std::string::npos, notes);
}

BOOST_AUTO_TEST_CASE(a_schema_that_cannot_be_used_says_where) {
    const auto said = [](const char* bytes) {
        return refusal([&] { Validator::from_schema("s.json", bytes); });
    };
    BOOST_TEST(said("{\"properties\":\n  {\"a\": {\"maxLength\": -1}}}")
                   .starts_with("s.json:2:23: /properties/a/maxLength: "));
    BOOST_TEST(said("{\"a\": [\n}").starts_with("s.json:2:1: not JSON: "));
    BOOST_TEST(said(R"({"$ref": "#/$defs/none"})").starts_with("s.json:1:10: /$ref: "));
    BOOST_TEST(said("").starts_with("s.json:1:1: "));
    BOOST_TEST(refusal([] { Validator::from_schema("", "{"); }).starts_with("(unnamed):1:2: not JSON: "));
    BOOST_TEST(Validator::from_schema("", "true").check("1").conforms());
}

BOOST_AUTO_TEST_CASE(a_working_directory_that_is_gone_is_a_load_error) {
    const auto before = std::filesystem::current_path();
    {
        const TemporaryFolder folder;
        std::filesystem::current_path(folder.path());
    }
    BOOST_TEST(refusal([] { Validator::from_schema("s.json", "true"); }).starts_with("s.json: "));
    std::filesystem::current_path(before);
}

BOOST_AUTO_TEST_CASE(references_lead_to_the_folder_of_the_schema_and_no_further) {
    const TemporaryFolder folder;
    folder.write("in/name.json", R"({"type": "string"})");
    folder.write("out.json", "true");
    const std::string file = folder.file("in/s.json"); // is not there, and need not be
    const auto validator = Validator::from_schema(file, R"({"$ref": "name.json"})");
    BOOST_TEST(validator.check("\"a\"").conforms());
    BOOST_TEST(!validator.check("1").conforms());
    const SchemaOptions alone{.ref_files = RefFiles::none};
    BOOST_CHECK_THROW(Validator::from_schema(file, R"({"$ref": "name.json"})", alone), LoadError);
    BOOST_TEST(Validator::from_schema(file, R"({"$ref": "#/$defs/a", "$defs": {"a": true}})", alone)
                   .check("1")
                   .conforms());
    const char* outside = R"({"$ref": "../out.json"})";
    BOOST_CHECK_THROW(Validator::from_schema(file, outside), LoadError);
    BOOST_TEST(
        Validator::from_schema(file, outside, {.ref_files = RefFiles::anywhere}).check("1").conforms());
    BOOST_CHECK_THROW(Validator::from_schema(file, R"({"$ref": "https://example.com/s.json"})"), LoadError);
}

BOOST_AUTO_TEST_CASE(a_contracts_operation_and_status_are_chosen) {
    const auto check = [](const char* json, const ContractOptions& options) {
        return shown(Validator::from_contract("shop.yaml", kShop, options).check(json));
    };
    BOOST_TEST(check(R"({"name": "Rex"})", {}) == "");
    BOOST_TEST(check(R"({"name": 1})", {}) ==
               "type.mismatch error documented name 9=1:10 /name: expected string; found an integer");
    BOOST_TEST(
        check(R"({"name": "Rex", "age": 3})", {}) ==
        "property.undocumented warning inferred age 16=1:17 /age: expected a documented property; found an "
        "undocumented one");
    BOOST_TEST(check(R"({"name": "Rex"})", {.operation = "getPet"}) == "");
    BOOST_TEST(check(R"({"name": "Rex"})", {.operation = "GET /pets/{id}", .status = 404}) != "");
    BOOST_TEST(check("7", {.operation = "POST /pets"}) == "");
    BOOST_TEST(check("7.5", {.operation = "POST /pets", .status = 201}) != "");
    const auto validator = Validator::from_contract("shop.yaml", kShop);
    const Result result = validator.check(R"({"name": "Rex", "age": 3})");
    BOOST_TEST(result.conforms());
    BOOST_TEST(result.warnings == 1U);
    BOOST_TEST((result.findings.at(0).severity == understudy::Severity::warning));
}

BOOST_AUTO_TEST_CASE(a_response_that_a_contract_does_not_have_is_refused) {
    BOOST_TEST(shop_refusal({.operation = "getPets"}) ==
               "shop.yaml: /paths: there is no operation \"getPets\" (did you mean \"getPet\"?)");
    BOOST_TEST(shop_refusal({.status = 500}) ==
               "shop.yaml: /paths: GET /pets/{id} documents no response with status 500");
    BOOST_TEST(shop_refusal({.status = 409}) ==
               "shop.yaml: /paths: GET /pets/{id} documents no JSON body for a response with status 409");
    BOOST_TEST(shop_refusal({.operation = "GET /gone"}) ==
               "shop.yaml: /paths: GET /gone documents no successful response");
    BOOST_TEST(refusal([] { Validator::from_contract("pet.json", kPet); }).starts_with("pet.json:1:1: "));
    BOOST_TEST(refusal([] { Validator::from_contract("a.yaml", "a: [\n- b"); }).starts_with("a.yaml:2:"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
