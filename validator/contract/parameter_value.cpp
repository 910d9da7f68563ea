#include "validator/contract/parameter_value.hpp"

#include <algorithm>
#include <map>

#include "validator/json/error.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/evaluate/evaluator.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/percent.hpp"
#include "validator/text/url.hpp"

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

using Words = std::vector<std::string>;
using Members = std::vector<std::pair<std::string, std::string>>;

/// A value whose text has been taken apart, and whose scalars have no type yet.
struct Parts {
    enum class Shape { scalar, array, object };

    Shape shape = Shape::scalar;
    std::string text;
    Words elements;
    Members members;
};

Parts scalar(std::string text) {
    return {Parts::Shape::scalar, std::move(text), {}, {}};
}
Parts array(Words elements) {
    return {Parts::Shape::array, {}, std::move(elements), {}};
}
Parts object(Members members) {
    return {Parts::Shape::object, {}, {}, std::move(members)};
}

bool allows(const Node& node, schema::Types type) {
    return (node.types & type) != 0;
}

// Whether the text is a number or a boolean as JSON writes it, and the node allows that type.
bool is_literal(const Node& node, std::string_view word) {
    if (word == "true" || word == "false") return allows(node, schema::kBoolean);
    if (word.empty() || (word[0] != '-' && !text::is_digit(word[0]))) return false;
    try {
        const auto document = json::Document::parse("", std::string(word));
        return document.root().is(json::Kind::number) && document.root().end == word.size() &&
               allows(node, schema::kNumber);
    } catch (const json::LoadError&) {
        return false;
    }
}

std::string json_of(const Node& node, std::string_view word, bool prefers_literal) {
    const bool is_string = allows(node, schema::kString) && !prefers_literal;
    return is_string || !is_literal(node, word) ? json::quoted(word) : std::string(word);
}

std::string json_of(const schema::Tables& tables, const Node& node, const Parts& parts,
                    bool prefers_literal) {
    if (parts.shape == Parts::Shape::scalar) return json_of(node, parts.text, prefers_literal);
    std::string json;
    for (const std::string& element : parts.elements)
        json += (json.empty() ? "" : ",") + json_of(*node.items, element, prefers_literal);
    if (parts.shape == Parts::Shape::array) return "[" + json + "]";
    for (const auto& [name, value] : parts.members) {
        const schema::Property* property = tables.find_property(node, name);
        const Node& own =
            property != nullptr && property->node != nullptr ? *property->node : *node.additional;
        json += (json.empty() ? "" : ",") + json::quoted(name) + ":" + json_of(own, value, prefers_literal);
    }
    return "{" + json + "}";
}

/// A value conforms if one of its readings does; else the breaches are those of the first.
void evaluate(const schema::Program& schema, const std::vector<Parts>& readings, schema::BreachSink& sink) {
    std::optional<Kept> first;
    for (const Parts& parts : readings)
        for (const bool prefers_literal : {false, true}) {
            Kept kept;
            evaluate_json(schema, json_of(schema.tables(), schema.root(), parts, prefers_literal), kept);
            if (kept.breaches.empty()) return;
            if (!first) first = std::move(kept);
        }
    if (first)
        for (schema::Breach& breach : first->breaches) sink.add(std::move(breach));
}

Words split(std::string_view text, char delimiter) {
    Words words;
    while (!text.empty()) {
        const bool ends_with_delimiter = text.back() == delimiter && text.find(delimiter) + 1 == text.size();
        words.emplace_back(text::trimmed(text::take_until(text, delimiter)));
        if (ends_with_delimiter) words.emplace_back();
    }
    return words;
}

// `R,100,G,200`
Members pairs(const Words& words) {
    Members members;
    for (std::size_t i = 0; i < words.size(); i += 2)
        members.emplace_back(words[i], i + 1 < words.size() ? words[i + 1] : "");
    return members;
}

// `R=100`, `G=200`
Members assignments(const Words& words) {
    Members members;
    for (const std::string& word : words) {
        std::string_view rest = word;
        const std::string name(text::take_until(rest, '='));
        members.emplace_back(name, rest);
    }
    return members;
}

void add_readings(std::vector<Parts>& readings, const Node& node, const Words& words, bool explode) {
    if (allows(node, schema::kArray)) readings.push_back(array(words));
    if (allows(node, schema::kObject))
        readings.push_back(object(explode ? assignments(words) : pairs(words)));
}

bool allows_scalar(const Node& node) {
    return allows(node, schema::kString) || allows(node, schema::kNumber) || allows(node, schema::kBoolean) ||
           allows(node, schema::kNull);
}

/// The readings of a text in a path or a header field, in the style `simple`, `label` or `matrix`.
std::vector<Parts> readings(const Node& node, std::string_view text, const std::string& name,
                            std::string_view style, bool explode) {
    std::vector<Parts> readings;
    std::string_view rest = text;
    if (style == "label" && rest.starts_with('.')) rest.remove_prefix(1);
    if (style == "matrix" && rest.starts_with(';')) rest.remove_prefix(1);
    const bool is_matrix = style == "matrix";
    if (is_matrix && rest.starts_with(name + "="))
        rest.remove_prefix(name.size() + 1);
    else if (is_matrix && rest == name) // RFC 6570 §3.2.7: an empty value has no equals sign
        rest = {};
    if (allows_scalar(node)) readings.push_back(scalar(std::string(rest)));
    if (style == "simple") add_readings(readings, node, split(rest, ','), explode);
    if (style == "label") {
        add_readings(readings, node, split(rest, '.'), explode); // OpenAPI 3.0 wrote dots, RFC 6570 commas
        if (!explode) add_readings(readings, node, split(rest, ','), false);
    }
    if (is_matrix && !explode) add_readings(readings, node, split(rest, ','), false);
    if (is_matrix && explode) {
        Words words = split(rest, ';');
        if (allows(node, schema::kObject)) readings.push_back(object(assignments(words)));
        for (std::string& word : words)
            if (word.starts_with(name + "=")) word.erase(0, name.size() + 1);
        if (allows(node, schema::kArray)) readings.push_back(array(std::move(words)));
    }
    if (readings.empty()) readings.push_back(scalar(std::string(text)));
    return readings;
}

// Splits before decoding, so that an encoded delimiter is part of a value; except where the style's delimiter
// can only stand encoded, or all of them do.
std::vector<Words> delimited(std::string_view raw, std::string_view style) {
    if (style == "pipeDelimited") return {split(text::percent_decode(raw), '|')};
    if (style == "spaceDelimited") {
        std::string spaced = text::percent_decode(raw);
        if (raw.find('+') != std::string_view::npos) std::replace(spaced.begin(), spaced.end(), '+', ' ');
        return {split(spaced, ' ')};
    }
    Words words = split(raw, ',');
    for (std::string& word : words) word = text::percent_decode(word);
    if (words.size() == 1) return {words, split(words.front(), ',')};
    return {words};
}

// `NAME[PROPERTY]=VALUE`
Members deep_members(const std::string& name, const RawParameters& all) {
    Members members;
    for (const auto& [raw_name, raw_value] : all) {
        const std::string found = text::percent_decode(raw_name);
        if (!found.starts_with(name + "[") || !found.ends_with(']')) continue;
        members.emplace_back(found.substr(name.size() + 1, found.size() - name.size() - 2),
                             text::percent_decode(raw_value));
    }
    return members;
}

// The parameters that are properties of the schema.
Members exploded_members(const schema::Program& schema, const RawParameters& all) {
    Members members;
    for (const auto& [raw_name, raw_value] : all) {
        std::string name = text::percent_decode(raw_name);
        const schema::Property* property = schema.tables().find_property(schema.root(), name);
        if (property != nullptr && property->named)
            members.emplace_back(std::move(name), text::percent_decode(raw_value));
    }
    return members;
}

bool is_exploded_object(const Parameter& parameter) {
    return parameter.style == "form" && parameter.explode && !parameter.is_json &&
           parameter.schema != nullptr && parameter.in == "query" &&
           !allows_scalar(parameter.schema->root()) && !allows(parameter.schema->root(), schema::kArray);
}

} // namespace

void evaluate_json(const schema::Program& schema, std::string_view json, schema::BreachSink& sink) {
    schema::Evaluator(schema, {}).evaluate(json, sink);
}

void evaluate_simple(const schema::Program& schema, std::string_view text, schema::BreachSink& sink,
                     bool explode) {
    evaluate(schema, readings(schema.root(), text, "", "simple", explode), sink);
}

void evaluate_parameter(const Parameter& parameter, std::string_view text, schema::BreachSink& sink) {
    if (parameter.schema == nullptr) return;
    if (parameter.is_json) return evaluate_json(*parameter.schema, text, sink);
    evaluate(*parameter.schema,
             readings(parameter.schema->root(), text, parameter.name, parameter.style, parameter.explode),
             sink);
}

bool evaluate_parameter(const Parameter& parameter, const RawParameters& all, schema::BreachSink& sink) {
    if (parameter.style == "deepObject" || is_exploded_object(parameter)) {
        Members members = parameter.style == "deepObject" ? deep_members(parameter.name, all)
                                                          : exploded_members(*parameter.schema, all);
        const bool is_there = !members.empty();
        if (is_there && parameter.schema != nullptr)
            evaluate(*parameter.schema, {object(std::move(members))}, sink);
        return is_there;
    }
    std::vector<std::string_view> values;
    for (const auto& [name, value] : all)
        if (text::percent_decode(name) == parameter.name) values.push_back(value);
    if (values.empty()) return false;
    if (parameter.schema == nullptr || (parameter.allow_empty && values.front().empty())) return true;
    const Node& node = parameter.schema->root();
    if (parameter.is_json) {
        evaluate_json(*parameter.schema, text::percent_decode(values.front()), sink);
        return true;
    }
    std::vector<Parts> readings;
    const bool allows_array = allows(node, schema::kArray);
    if (allows_scalar(node) && (values.size() == 1 || !allows_array))
        readings.push_back(scalar(text::percent_decode(values.front())));
    Words decoded;
    for (const std::string_view value : values) decoded.push_back(text::percent_decode(value));
    const bool is_cookie = parameter.in == "cookie"; // no cookie is given twice
    if (allows_array && parameter.explode) readings.push_back(array(decoded));
    if (!parameter.explode || is_cookie ||
        values.size() == 1) // many APIs take a,b where a=1&a=2 is documented
        for (const Words& words : delimited(values.front(), parameter.style))
            add_readings(readings, node, words, false);
    if (readings.empty()) readings.push_back(scalar(decoded.front()));
    evaluate(*parameter.schema, readings, sink);
    if (!allows_array) // given several times: each is held
        for (std::size_t i = 1; i < decoded.size(); ++i)
            evaluate(*parameter.schema, {scalar(decoded[i])}, sink);
    return true;
}

bool has_name(const Parameter& parameter, std::string_view name) {
    if (parameter.style == "deepObject") return name.starts_with(parameter.name + "[");
    if (!is_exploded_object(parameter)) return name == parameter.name;
    if (parameter.schema->root().additional != nullptr && parameter.schema->root().property_count == 0)
        return true;
    const schema::Property* property =
        parameter.schema->tables().find_property(parameter.schema->root(), name);
    return property != nullptr && property->named;
}

} // namespace understudy::contract
