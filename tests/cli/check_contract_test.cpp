#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

Outcome check(const cli::Arguments& arguments) {
    return run(cli::check, arguments);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(check_with_a_contract_of_ones_own)

const std::string own =
    R"({"openapi": "3.1.0", "info": {"title": "Mine", "version": "7"}, "paths": {"/things/{id}": {"get": {
  "responses": {"200": {"description": "d", "content": {"application/json": {"schema":
    {"type": "object", "properties": {"a": {"type": "integer", "maxLenght": 3, "format": "int63"}}}}}}}}}}})";

BOOST_AUTO_TEST_CASE(it_is_used_by_its_files_name_or_by_another) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("mine.openapi.json", own);
    const std::string good = folder.write("good.json", R"({"a": 1})");
    const std::string bad = folder.write("bad.json", R"({"a": "1"})");
    for (const auto& [given, name] :
         {std::pair{contract, "mine"}, {"yours=" + contract, "yours"}, {"noxus=" + contract, "noxus"}}) {
        BOOST_TEST(check({"--contract", given, "--api", name, good}).code == 0);
        const Outcome outcome = check({"--contract", given, "--api", name, bad});
        BOOST_TEST(outcome.code == 1);
        BOOST_TEST(contains(outcome.out, std::string(name) + "  Mine 7, GET /things/{id}\n"), outcome.out);
    }
}

BOOST_AUTO_TEST_CASE(what_it_says_and_is_not_checked_is_named) {
    const TemporaryFolder folder;
    const std::string contract = folder.write("mine.json", own);
    const Outcome outcome =
        check({"--contract", contract, "--api", "mine", folder.write("good.json", R"({"a": 1})")});
    BOOST_TEST(
        contains(outcome.err,
                 "/maxLenght: \"maxLenght\" is not a keyword of JSON Schema; not checked (did you mean "
                 "\"maxLength\"?)"),
        outcome.err);
    BOOST_TEST(
        contains(outcome.err, "/format: the format \"int63\" is not checked (did you mean \"int64\"?)"),
        outcome.err);
    BOOST_TEST(contains(outcome.err, "understudy check: " + contract + ":3:"), outcome.err);
    BOOST_TEST(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 2);
}

BOOST_AUTO_TEST_CASE(schemas_know_each_other_by_their_id) {
    const TemporaryFolder folder, other;
    const std::string base = "https://schemas.example.test/";
    const std::string a = folder.write(
        "a.json", "{\"$id\": \"" + base +
                      "a.json\", \"properties\": {\"b\": {\"$ref\": \"b.json\"}, \"c\": {\"$ref\": \"" +
                      base + "c.json#/$defs/x\"}}}");
    folder.write("beside.yaml", "$id: " + base + "b.json\ntype: integer\n");
    folder.write("broken.json", "{\"$id\": ");
    other.write("deep/c.json", "{\"$id\": \"" + base + "c.json\", \"$defs\": {\"x\": {\"type\": \"null\"}}}");
    const std::string bad = folder.write("bad.ndjson", R"({"b": "x", "c": 1})");
    const Outcome without = check({"--schema", a, bad});
    BOOST_TEST(without.code == 1);
    BOOST_TEST(contains(without.out, "b\n  error   type.mismatch         expected integer"), without.out);
    BOOST_TEST(contains(without.err, "/properties/c/$ref: this leads to the document \"" + base +
                                         "c.json\", which is not available (nothing is fetched over the "
                                         "network); not checked"),
               without.err);
    const Outcome with = check({"--schema", a, "--schema-dir", other.path(), bad});
    BOOST_TEST(contains(with.out, "c\n  error   type.mismatch         expected null"), with.out);
    BOOST_TEST(with.err == "");
    other.write("d.json", "{\"$id\": \"" + base + "c.json\"}");
    BOOST_TEST(contains(check({"--schema", a, "--schema-dir", other.path(), bad}).err, "both have the $id"));
    BOOST_TEST(check({"--schema", a, "--schema-dir", a, bad}).err ==
               "--schema-dir: expected a folder; found \"" + a + "\"\n");
}

// As it is in the document: in quotes it would read as a string.
BOOST_AUTO_TEST_CASE(a_number_is_shown_without_quotes) {
    const TemporaryFolder folder;
    const std::string schema = folder.write(
        "s.json",
        R"({"properties": {"a": {"type": "string"}, "b": {"maximum": 1}, "c": {"enum": ["x"]}, "d": {"type": "null"}}})");
    const std::string bad = folder.write("bad.json", R"({"a": 1, "b": 2.50, "c": true, "d": "1"})");
    const Outcome outcome = check({"--schema", schema, "--show-values", bad});
    for (const char* words : {"expected string; found 1 ", "at most 1; found 2.50 ", "one of x; found true ",
                              "expected null; found \"1\" "})
        BOOST_TEST(contains(outcome.out, words), outcome.out);
}

// OpenAPI 3.1 §9.4: readOnly and writeOnly.
BOOST_AUTO_TEST_CASE(what_is_sent_the_other_way_only_is_told_of_and_not_called_for) {
    const TemporaryFolder folder;
    const std::string contract =
        folder.write("mine.json", R"({"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
  "paths": {"/a/{b}": {"get": {"responses": {"200": {"description": "d", "content": {"application/json": {"schema":
    {"oneOf": [{"type": "integer"}, {"type": "object", "required": ["password", "id"], "properties": {
      "id": {"type": "integer", "readOnly": true},
      "password": {"type": "object", "properties": {"hash": {"type": "string"}}, "writeOnly": true}}}]}}}}}}}}})");
    const std::string without = folder.write("without.json", R"({"id": 1})");
    const std::string with = folder.write("with.json", R"({"id": 1, "password": {"hash": 1, "x": [2]}})");
    BOOST_TEST(check({"--contract", contract, "--api", "mine", "--fail-on", "warning", without}).code == 0);
    const Outcome outcome = check({"--contract", contract, "--api", "mine", with});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(contains(outcome.out,
                        "warning property.one-way      expected nothing in a response, because it is "
                        "writeOnly; found an object  (inferred; 1 document)"),
               outcome.out);
    BOOST_TEST(contains(outcome.out, "0 errors, 1 warning in 1 of 1 document"), outcome.out);
}

BOOST_AUTO_TEST_CASE(a_head_is_checked_where_a_fixture_has_one) {
    const TemporaryFolder folder;
    const auto fixture = [&](const std::string& headers) {
        return folder.write(
            "run.json",
            R"({"understudy_fixture": 1, "api": "duckie", "run_id": "r", "responses": [
  {"status": 404, )" +
                headers +
                R"( "body": {"error": {"code": "not_found", "message": "m", "request_id": "r"}}}]})");
    };
    BOOST_TEST(check({fixture("")}).code == 0);
    const Outcome outcome = check({fixture("\"headers\": {\"content-type\": \"text/html\"},")});
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(contains(outcome.out,
                        "(header) Content-Type\n  error   content-type.unexpected expected "
                        "application/json; found text/html"),
               outcome.out);
    BOOST_TEST(contains(outcome.out, "run.json#/responses/0/body:2:47"), outcome.out);
}

struct Broken {
    const char* what;
    const char* text;
    const char* error;
};
std::ostream& operator<<(std::ostream& stream, const Broken& broken) {
    return stream << broken.what;
}
const std::vector<Broken> broken_contracts = {
    {"not JSON", "openapi: 3.1.0", ":1:1: not JSON: plain text"},
    {"an empty file", "", ":1:1: not JSON: empty"},
    {"a list", "[]", ":1:1: /openapi: expected a string; found nothing"},
    {"OpenAPI 4", R"({"openapi": "4.0.0"})",
     ":1:13: /openapi: expected OpenAPI 3.0, 3.1 or 3.2, as in 3.1.0; found \"4.0.0\""},
    {"Swagger", R"({"swagger": "2.0"})",
     ":1:13: /swagger: expected OpenAPI 3.0, 3.1 or 3.2; found Swagger 2.0: convert it first"},
    {"a version that is true", R"({"openapi": true})", ":1:13: /openapi: expected a string, as in \"3.1.0\""},
    {"no paths", R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}})",
     ":1:1: /paths: expected an object of Path Item Objects; found nothing"},
    {"no operation", R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}})",
     ": /paths: expected one GET operation that gets a run by its id; found 0: mark the one with "
     "x-lifecycle, or name one with --operation"},
    {"paths that are a list", R"({"openapi": "3.1.0", "paths": []})",
     ":1:31: /paths: expected an object of Path Item Objects"},
};

BOOST_DATA_TEST_CASE(one_that_cannot_be_used_is_refused_with_its_place, data::make(broken_contracts),
                     broken) {
    const TemporaryFolder folder;
    const std::string file = folder.write("mine.json", broken.text);
    const Outcome outcome = check({"--contract", file, "--api", "mine", folder.write("a.json", "{}")});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.err == file + broken.error + "\n");
}

// Our own formats have schemas, and so has HAR: what such a file holds is not looked into.
BOOST_AUTO_TEST_CASE(a_schema_is_for_whatever_the_file_is) {
    const TemporaryFolder folder;
    const std::string form = source("schemas/formats/fixture.schema.json");
    BOOST_TEST(check({"--schema", form, source("fixtures/noxus/life-completed.json")}).code == 0);
    const std::string fixture = R"({"understudy_fixture": 1, "api": "noxus", "run_id": 5, "responses": []})";
    const Outcome wrong = check({"--schema", form, folder.write("f.json", fixture)});
    BOOST_TEST(wrong.code == 1);
    BOOST_TEST(contains(wrong.out, "run_id"), wrong.out);
    const std::string schema = folder.write("s.json", R"({"required": ["log", "more"]})");
    const Outcome archive = check({"--schema", schema, folder.write("a.har", R"({"log": {"entries": []}})")});
    BOOST_TEST(archive.code == 1);
    BOOST_TEST(contains(archive.out, "more"), archive.out);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
