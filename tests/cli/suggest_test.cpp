// After the suggested overlay is applied to the contract, what was seen conforms to it.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/yaml/yaml.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

class Lines : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        text += breach.pointer + ": expected " + breach.expected + "; found " + breach.found + "\n";
    }
    std::string text;
};

void check_overlay(const std::string& overlay) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    const std::string file =
        std::string(folder != nullptr ? folder : UNDERSTUDY_SUITES) + "/schemas/overlay-1.0.schema.yaml";
    if (!fs::exists(file)) return say_skipped("1 schema absent: Overlay 1.0");
    schema::Notes notes;
    const schema::Program program = schema::compile(
        std::make_shared<const json::Document>(json::parse_document(file, json::read_file(file))), "", notes);
    Lines lines;
    schema::Evaluator(program).evaluate(overlay, lines);
    BOOST_TEST(lines.text == "", overlay);
}

// What a check of the same input says after the suggestion; the arguments name the API and the input.
Outcome check_again(const std::string& api, const std::string& contract, const cli::Arguments& input) {
    const TemporaryFolder folder;
    cli::Arguments first = input;
    first.insert(first.end(),
                 {"--api", api, "--fail-on", "warning", "--suggest", folder.file("overlay.json")});
    cli::Arguments apply = {api, "--apply", folder.file("overlay.json")};
    if (!contract.empty()) {
        first.insert(first.end(), {"--contract", api + "=" + contract});
        apply.insert(apply.end(), {"--contract", api + "=" + contract});
    }
    const Outcome before = run(cli::check, first);
    BOOST_TEST(before.code == 1, before.err);
    check_overlay(json::read_file(folder.file("overlay.json")));
    const Outcome applied = run(cli::contracts, apply);
    BOOST_TEST(applied.code == 0, applied.err);
    cli::Arguments again = input;
    again.insert(again.end(), {"--api", api, "--fail-on", "warning", "--contract",
                               api + "=" + folder.write(api + ".json", applied.out)});
    return run(cli::check, again);
}

BOOST_AUTO_TEST_SUITE(suggest)

std::vector<std::string> drifted_files() {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(source("examples/drifted")))
        if (entry.is_regular_file() && entry.path().stem() != "body.malformed")
            files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

BOOST_DATA_TEST_CASE(each_drifted_fixture_conforms_to_what_is_suggested, data::make(drifted_files()), file) {
    const std::string api = fs::path(file).parent_path().filename().string();
    const Outcome outcome = check_again(api, "", {file});
    // A body that is documented as HTML is not checked, and a check of nothing else does not pass.
    const bool is_html = fs::path(file).stem() == "content-type.unexpected";
    BOOST_TEST(outcome.code == (is_html ? 3 : 0), outcome.out << outcome.err);
}

const std::string schema =
    R"({"type":"object","required":["id","n"],"additionalProperties":false,"properties":{
  "id":{"type":"string","format":"uuid","maxLength":36},"n":{"type":"integer","minimum":1,"maximum":9},
  "state":{"type":"string","enum":["open","paid"]},"known":{"x-known-values":["a"]},
  "list":{"type":"array","minItems":1,"maxItems":2,"uniqueItems":true,"items":{"$ref":"#/components/schemas/Item"}},
  "map":{"type":"object","minProperties":1,"additionalProperties":{"type":"string"}},"constant":{"const":"c"},
  "composed":{"allOf":[{"type":"object","properties":{"in":{"type":"string","maxLength":2}}},{"required":["in"]}]},
  "code":{"type":"string","pattern":"^[a-z]+$","minLength":2}}})";

std::string contract_of(const std::string& version, const std::string& body) {
    return R"({"openapi":")" + version +
           R"(","info":{"title":"Shop","version":"1"},"paths":{"/o/{id}":{"get":{"responses":{"200":{
      "description":"d","content":{"application/json":{"schema":)" +
           body + R"(}}}}}}},"components":{"schemas":{"Item":{"type":"object",
      "properties":{"name":{"type":"string","maxLength":3}}}}}})";
}

const std::vector<std::string> breaks = {
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301x","n":10})",
    R"({"id":null,"n":0.5})",
    R"({"n":"x"})",
    R"({"id":1,"n":null})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"state":"lost"})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"state":"two words","known":"z"})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"state":null})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"list":[{"name":"longer"},{"extra":"2025-01-01T00:00:00Z"},{"extra":null},{"extra":null}]})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"list":[],"constant":"d","code":"Q"})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"composed":{"in":"three"},"added":{"a":[1]},"price":1.5})",
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","n":1,"composed":{},"price":2,"some words":true})"};

BOOST_AUTO_TEST_CASE(every_rule_that_a_schema_can_break_is_answered) {
    std::string all;
    for (const std::string& body : breaks) all += body + "\n";
    const TemporaryFolder folder;
    for (const std::string& lines :
         {all, breaks[0] + "\n" + breaks[0], breaks[2] + "\n" + breaks[6], breaks[7] + "\n" + breaks[7]}) {
        const Outcome outcome =
            check_again("shop", folder.write("shop.openapi.json", contract_of("3.1.0", schema)),
                        {folder.write("in.ndjson", lines)});
        BOOST_TEST(outcome.code == 0, outcome.out << outcome.err);
    }
}

BOOST_AUTO_TEST_CASE(openapi_3_0_says_null_in_its_own_way) {
    const TemporaryFolder folder;
    const std::string body =
        R"({"type":"object","properties":{"id":{"type":"string"},"state":{"type":"string","enum":["a"]}}})";
    const Outcome outcome = check_again(
        "shop", folder.write("shop.openapi.json", contract_of("3.0.3", body)),
        {folder.write("in.ndjson", "{\"id\":null,\"state\":null,\"x\":null}\n{\"id\":null,\"x\":1}\n")});
    BOOST_TEST(outcome.code == 0, outcome.out << outcome.err);
}

BOOST_AUTO_TEST_CASE(an_action_says_what_it_was_seen_in) {
    const TemporaryFolder folder;
    const std::string overlay = folder.file("overlay.json");
    const std::string contract = folder.write("shop.openapi.json", contract_of("3.1.0", schema));
    const Outcome outcome =
        run(cli::check, {"--contract", contract, "--api", "shop", "--suggest", overlay,
                         folder.write("in.ndjson", breaks[4] + "\n" + breaks[6] + "\n" + "{\"n\":")});
    const auto document = json::Document::load(overlay);
    const std::string text(document.text());
    BOOST_TEST(text.find("\"description\": \"enum.unknown-value in 1 of 2 documents\"") != std::string::npos,
               text);
    BOOST_TEST(
        outcome.err.find("--suggest: body.malformed at n: no change to the contract makes this conform\n") !=
            std::string::npos,
        outcome.err);
}

BOOST_AUTO_TEST_CASE(what_conforms_is_an_overlay_that_changes_nothing) {
    const TemporaryFolder folder;
    const std::string overlay = folder.file("overlay.json");
    BOOST_TEST(run(cli::check, {source("fixtures/noxus/all-null.json"), "--suggest", overlay}).code == 0);
    check_overlay(json::read_file(overlay));
    const std::string same = run(cli::contracts, {"noxus", "--apply", overlay}).out;
    BOOST_TEST(!same.empty());
    BOOST_TEST(run(cli::contracts, {"--apply", overlay}).code == 2);
    BOOST_TEST(run(cli::contracts, {"noxus", "--apply", folder.write("x.json", "{}")}).code == 2);
    BOOST_TEST(run(cli::check, {"x", "--suggest", folder.file("no/such")}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
