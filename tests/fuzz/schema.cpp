// A schema, a blank line and an instance: a schema compiles or is refused with a json::LoadError, and the two
// evaluators find the same breaches. Without a blank line the schema is held against itself.

#include <algorithm>

#include "tests/fuzz/target.hpp"
#include "tests/validator/schema/breaches.hpp"
#include "validator/json/reader.hpp"
#include "validator/json/tree_builder.hpp"

namespace {

using namespace understudy;
using namespace understudy::fuzz;

// The one that streams tells of some names given twice late, so the order is not compared.
std::vector<std::string> sorted(std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
}

bool is_json(std::string_view text) {
    json::Reader reader;
    json::TreeBuilder tree(reader);
    return !reader.read(text, tree);
}

// A name given twice is a breach of the same rule, but of a document that can be checked.
bool is_malformed(const std::vector<std::string>& lines) {
    return !lines.empty() && lines.back().starts_with("body.malformed") &&
           !lines.back().ends_with("found a name given twice");
}

// How much is too much depends on what is kept whole.
bool is_given_up(const std::vector<std::string>& lines) {
    return std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
        return line.find("expected a value that can be checked against its schema") != std::string::npos;
    });
}

void print(const char* evaluator, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) std::fprintf(stderr, "%s: %s\n", evaluator, line.c_str());
}

void evaluate(const schema::Program& program, std::string_view instance) {
    const auto streamed = test::breaches(program, instance, {});
    const auto whole = test::breaches(program, instance, {{}, false, true});
    require(is_malformed(streamed) == !is_json(instance), "what is not JSON is malformed");
    require(is_malformed(whole) == is_malformed(streamed), "both evaluators find it malformed");
    if (is_malformed(streamed) || is_given_up(streamed) || is_given_up(whole)) return;
    if (sorted(streamed) == sorted(whole)) return;
    print("streaming", streamed);
    print("of whole documents", whole);
    require(false, "both evaluators find the same");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const TimeLimit limit(5);
    auto [schema, instance] = split(text_of(data, size), "\n\n");
    if (instance.data() == nullptr) instance = schema;
    try {
        evaluate(test::compiled(std::string(schema)), instance);
    } catch (const json::LoadError& error) {
        require(!error.reason().empty(), "a refusal has a reason");
    }
    return 0;
}
