// Public OpenAPI documents: each loads, or is refused with its place; and our contracts are OpenAPI.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "tests/validator/case_file.hpp"
#include "validator/contract/contract.hpp"
#include "validator/json/yaml/yaml.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace fs = std::filesystem;

fs::path suite(std::string_view path) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    return fs::path(folder != nullptr ? folder : UNDERSTUDY_SUITES) / path;
}

bool is_openapi(const fs::path& file) {
    const std::string name = file.extension().string();
    return name == ".json" || name == ".yaml";
}

BOOST_AUTO_TEST_SUITE(openapi_suite)

// What is noted, in either language: a part of the note.
const std::map<std::string, std::string> flawed_documents = {
    {"3.0/response-http-behavior",
     "there is no security scheme with this name; requests need no such credential"},
    {"3.1/schema-types", "OpenAPI 3.1"},
    {"3.1/schema-validation-local", "https://json-schema.org/draft-05/schema#"},
};

BOOST_AUTO_TEST_CASE(every_document_loads_and_its_flaws_are_noted) {
    if (!fs::exists(suite("openapi"))) return say_skipped("1 suite absent: OpenAPI documents");
    std::size_t loaded = 0, operations = 0;
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(suite("openapi"))) {
        if (!entry.is_regular_file() || !is_openapi(entry.path())) continue;
        const std::string name = entry.path().lexically_relative(suite("openapi")).string();
        const std::string document = name.substr(0, 4) + entry.path().stem().string();
        const auto contract =
            contract::Contract::parse("x", entry.path().string(), json::read_file(entry.path().string()));
        ++loaded;
        operations += contract.routes().size();
        const schema::Notes notes = contract.notes_of_the_others();
        const auto flaw = flawed_documents.find(document);
        if (flaw == flawed_documents.end()) continue;
        for (const std::string& note : notes)
            if (note.find(flaw->second) != std::string::npos) found.insert(document);
    }
    std::cout << "OpenAPI documents: " << loaded << " load, with " << operations << " operations\n";
    for (const auto& [name, flaw] : flawed_documents) BOOST_TEST(found.contains(name), name << ": " << flaw);
    BOOST_TEST(loaded > 90U);
}

class Lines : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        lines.push_back(breach.pointer + ": expected " + breach.expected + "; found " + breach.found);
    }
    std::vector<std::string> lines;
};

std::shared_ptr<const json::Document> published(const std::string& uri) {
    static const std::map<std::string, std::string> kFiles = {
        {"https://spec.openapis.org/oas/3.1/schema/2022-10-07", "openapi-3.1.schema.yaml"},
        {"https://spec.openapis.org/oas/3.1/schema-base/2022-10-07", "openapi-3.1.schema-base.yaml"},
        {"https://spec.openapis.org/oas/3.1/dialect/base", "openapi-3.1.dialect.yaml"},
        {"https://spec.openapis.org/oas/3.1/meta/base", "openapi-3.1.meta.yaml"},
    };
    for (const auto& [known, file] : kFiles) {
        const std::string path = suite("schemas/" + file).string();
        const auto document =
            std::make_shared<const json::Document>(json::parse_document(path, json::read_file(path)));
        if (document->root().find("$id")->text == uri) return document;
    }
    return nullptr;
}

BOOST_AUTO_TEST_CASE(our_contracts_conform_to_the_published_schema) {
    if (!fs::exists(suite("schemas"))) return say_skipped("1 suite absent: published schemas");
    const std::string path = suite("schemas/openapi-3.1.schema-base.yaml").string();
    const auto base =
        std::make_shared<const json::Document>(json::parse_document(path, json::read_file(path)));
    schema::Registry registry(published);
    const schema::Resource& resource = registry.add_schema("schema:///", base);
    schema::CompilerOptions options;
    options.report_undocumented = false;
    schema::Notes notes;
    schema::Compiler compiler(registry, options, notes);
    const schema::Program program = compiler.compile({&base->root(), &resource, "", nullptr});
    for (const char* api : {"happyrobot", "noxus", "duckie"}) {
        const std::string text =
            json::read_file(source("schemas/contracts/" + std::string(api) + ".openapi.json"));
        Lines lines;
        schema::Evaluator(program).evaluate(text, lines);
        for (const std::string& line : lines.lines) BOOST_TEST(line.empty(), api << line);
        std::string broken = text;
        const std::size_t at = broken.find("\"openapi\"");
        Lines broken_lines;
        schema::Evaluator(program).evaluate(broken.replace(at, 9, "\"openapl\""), broken_lines);
        BOOST_TEST(!broken_lines.lines.empty());
        // A schema in it is held against the dialect's meta-schema.
        broken = text;
        const std::size_t type = broken.find("\"type\": \"string\"");
        Lines schema_lines;
        schema::Evaluator(program).evaluate(broken.replace(type, 16, "\"type\": \"strung\""), schema_lines);
        BOOST_TEST(!schema_lines.lines.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
