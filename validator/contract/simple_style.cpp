#include "validator/contract/simple_style.hpp"

#include <string>
#include <vector>

#include "validator/json/error.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/evaluate/evaluator.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::contract {
namespace {

using schema::Node;

class Kept : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        breaches.push_back(std::move(breach));
        breaches.back().has_value = false; // the value does not outlive this
        breaches.back().value = {};
    }

    std::vector<schema::Breach> breaches;
};

// Whether the text is a number or a boolean as JSON writes it, and the node allows that type.
bool is_literal(const Node& node, std::string_view word) {
    if (word == "true" || word == "false") return (node.types & schema::kBoolean) != 0;
    if (word.empty() || (word[0] != '-' && !text::is_digit(word[0]))) return false;
    try {
        const auto document = json::Document::parse("", std::string(word));
        return document.root().is(json::Kind::number) && document.root().end == word.size() &&
               (node.types & schema::kNumber) != 0;
    } catch (const json::LoadError&) {
        return false;
    }
}

std::string array(const Node& items, std::string_view list) {
    std::string json = "[";
    for (std::size_t at = 0; !list.empty() && at <= list.size();) {
        const std::size_t comma = std::min(list.find(',', at), list.size());
        const std::string_view element = text::trimmed(list.substr(at, comma - at));
        const bool is_string = (items.types & schema::kString) != 0 || !is_literal(items, element);
        if (json.size() > 1) json += ',';
        json += is_string ? json::quoted(element) : std::string(element);
        at = comma + 1;
    }
    return json + "]";
}

// The possible meanings of the text, the likeliest first.
std::vector<std::string> instances(const Node& node, std::string_view text) {
    std::vector<std::string> all;
    const bool allows_string = (node.types & schema::kString) != 0;
    if (allows_string) all.push_back(json::quoted(text));
    if (is_literal(node, text)) all.emplace_back(text);
    if ((node.types & schema::kArray) != 0) all.push_back(array(*node.items, text));
    if (all.empty()) all.push_back(json::quoted(text));
    return all;
}

} // namespace

void evaluate_simple(const schema::Program& schema, std::string_view text, schema::BreachSink& sink) {
    schema::EvaluatorOptions options;
    options.limits.depth = 2; // enough for an array of scalars
    schema::Evaluator evaluator(schema, options);
    Kept first;
    for (const std::string& instance : instances(schema.root(), text)) {
        Kept kept;
        evaluator.evaluate(instance, kept);
        if (kept.breaches.empty()) return;
        if (first.breaches.empty()) first = std::move(kept);
    }
    for (schema::Breach& breach : first.breaches) sink.add(std::move(breach));
}

} // namespace understudy::contract
