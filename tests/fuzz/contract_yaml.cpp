#include "tests/fuzz/contract.hpp"
#include "tests/fuzz/target.hpp"
#include "validator/json/write.hpp"
#include "validator/json/yaml/yaml.hpp"

namespace {

using namespace understudy;
using namespace understudy::fuzz;

std::string compact(const json::Document& document) {
    std::string text;
    json::write_compact(document.root(), text);
    return text;
}

// A YAML text says what a JSON text could.
void check_tree(std::string_view text) {
    const TimeLimit limit(5);
    try {
        const std::string once = compact(json::parse_yaml("input.yaml", std::string(text)));
        require(once == compact(json::Document::parse("input.json", once)), "YAML is JSON when written");
    } catch (const json::LoadError& error) {
        require(error.file() == "input.yaml", "what YAML gives is JSON");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check_tree(text_of(data, size));
    read_contract("/no/such/folder/contract.yaml", text_of(data, size));
    return 0;
}
