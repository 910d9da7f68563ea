// fuzz_seeds FOLDER TESTS_DATA SUITES: writes seeds to FOLDER/<target>/, which is under build/, from files
// that hold many cases each. Files that are one input each need no copy: ./run fuzz names them to libFuzzer.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "validator/json/document.hpp"
#include "validator/json/write.hpp"

namespace {

using namespace understudy;
namespace fs = std::filesystem;

std::string compact(const json::Value& value) {
    std::string text;
    json::write_compact(value, text);
    return text;
}

/// Numbered files in one folder.
class Seeds {
public:
    explicit Seeds(fs::path folder) : folder_(std::move(folder)) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~Seeds() { std::cout << folder_.string() << ": " << count_ << " seeds\n"; }
    Seeds(const Seeds&) = delete;
    Seeds& operator=(const Seeds&) = delete;

    void add(const std::string& text) {
        std::ofstream(folder_ / std::to_string(++count_), std::ios::binary) << text;
    }

private:
    fs::path folder_;
    std::size_t count_ = 0;
};

// The member's texts: itself, where it is a string, or those of its list.
std::vector<std::string> texts(const json::Value& row, std::string_view member) {
    std::vector<std::string> texts;
    const json::Value* value = row.find(member);
    if (value == nullptr) return texts;
    if (value->is(json::Kind::string)) texts.emplace_back(value->text);
    for (const json::Value& element : value->elements)
        if (element.is(json::Kind::string)) texts.emplace_back(element.text);
    return texts;
}

void add_texts(Seeds& seeds, const fs::path& file) {
    const auto cases = json::Document::load(file.string());
    for (const json::Value& row : cases.root().elements)
        for (const std::string& text : texts(row, "text")) seeds.add(text);
}

void add_patterns(Seeds& seeds, const fs::path& file) {
    const auto cases = json::Document::load(file.string());
    for (const json::Value& row : cases.root().elements)
        for (const std::string& pattern : texts(row, "pattern")) {
            seeds.add(pattern);
            for (const char* member : {"match", "no_match"})
                for (const std::string& text : texts(row, member)) seeds.add(pattern + "\n" + text);
        }
}

void add_routes(Seeds& seeds, const fs::path& file) {
    const auto cases = json::Document::load(file.string());
    for (const json::Value& row : cases.root().elements)
        for (const std::string& path_template : texts(row, "template"))
            for (const std::string& path : texts(row, "path")) {
                const std::vector<std::string> base = texts(row, "base");
                seeds.add(path + "\n" + (base.empty() ? "/" : base.front()) + "\n" + path_template +
                          "\n/{a}/{b}");
            }
}

void add_schemas(Seeds& seeds, const fs::path& file) {
    const auto cases = json::Document::load(file.string());
    for (const json::Value& row : cases.root().elements) {
        const json::Value* schema = row.find("schema");
        if (schema == nullptr) continue;
        seeds.add(compact(*schema));
        for (const std::string& instance : texts(row, "instance"))
            seeds.add(compact(*schema) + "\n\n" + instance);
    }
}

// The cases of JSON-Schema-Test-Suite; `$schema` takes the place of the folder's name.
void add_suite(Seeds& seeds, const fs::path& folder, const std::string& dialect) {
    if (!fs::exists(folder)) return;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        const auto groups = json::Document::load(entry.path().string());
        for (const json::Value& group : groups.root().elements) {
            const json::Value& schema = *group.find("schema");
            std::string text = compact(schema);
            if (!schema.members.empty() && schema.find("$schema") == nullptr)
                text.insert(1, "\"$schema\":\"" + dialect + "\",");
            for (const json::Value& test : group.find("tests")->elements)
                seeds.add(text + "\n\n" + compact(*test.find("data")));
        }
    }
}

void write_seeds(const fs::path& folder, const fs::path& data, const fs::path& suites) {
    Seeds json(folder / "json"), yaml(folder / "contract_yaml"), schema(folder / "schema"),
        pattern(folder / "pattern"), routes(folder / "routes");
    for (const char* target : {"contract_json", "har", "overlay", "parameters"})
        fs::create_directories(folder / target);
    add_texts(json, data / "json/reader.json");
    add_texts(yaml, data / "json/yaml.json");
    add_patterns(pattern, data / "schema/patterns.json");
    add_patterns(pattern, data / "schema/pattern_errors.json");
    add_routes(routes, data / "contract/path_matches.json");
    for (const char* file : {"evaluate.json", "compile_errors.json", "notes.json"})
        add_schemas(schema, data / "schema" / file);
    add_suite(schema, suites / "json-schema/draft2020-12", "https://json-schema.org/draft/2020-12/schema");
    add_suite(schema, suites / "json-schema/draft7", "http://json-schema.org/draft-07/schema#");
    add_suite(schema, suites / "json-schema/draft4", "http://json-schema.org/draft-04/schema#");
}

} // namespace

int main(int count, char** arguments) try {
    if (count != 4) return 2;
    write_seeds(arguments[1], arguments[2], arguments[3]);
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
