#include <algorithm>

#include "validator/json/write.hpp"
#include "validator/schema/compile/build.hpp"
#include "validator/schema/dialect/keyword_rows.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Value;

std::string shown(const Value& value) {
    constexpr std::size_t kShown = 60;
    std::string text;
    json::write_compact(value, text);
    return text.size() <= kShown ? text : text.substr(0, kShown) + "…";
}

// The keyword beside the one at `place`.
SchemaPlace beside(const SchemaPlace& place, std::string_view word) {
    return place.around().member(word);
}

} // namespace

// properties and required are object()'s; then, else and additionalItems belong to the keyword beside them;
// what names a schema is the registry's.
constexpr Compiler::Build::HandlerRow Compiler::Build::kHandlers[] = {
    {"id", &Build::ignore},
    {"$id", &Build::ignore},
    {"$anchor", &Build::ignore},
    {"$dynamicAnchor", &Build::ignore},
    {"properties", &Build::ignore},
    {"required", &Build::ignore},
    {"then", &Build::ignore},
    {"else", &Build::ignore},
    {"additionalItems", &Build::ignore},
    {"$ref", &Build::reference},
    {"$dynamicRef", &Build::dynamic_reference},
    {"$recursiveRef", &Build::recursive_reference},
    {"type", &Build::type},
    {"nullable", &Build::nullable},
    {"enum", &Build::enumeration},
    {"const", &Build::constant},
    {"x-known-values", &Build::known_values},
    {"x-evidence", &Build::evidence},
    {"maxLength", &Build::max_length},
    {"minLength", &Build::min_length},
    {"pattern", &Build::pattern},
    {"format", &Build::format},
    {"minimum", &Build::minimum},
    {"maximum", &Build::maximum},
    {"exclusiveMinimum", &Build::exclusive_minimum},
    {"exclusiveMaximum", &Build::exclusive_maximum},
    {"multipleOf", &Build::multiple_of},
    {"minItems", &Build::min_items},
    {"maxItems", &Build::max_items},
    {"minProperties", &Build::min_properties},
    {"maxProperties", &Build::max_properties},
    {"uniqueItems", &Build::unique_items},
    {"allOf", &Build::all_of},
    {"anyOf", &Build::any_of},
    {"oneOf", &Build::one_of},
    {"not", &Build::negation},
    {"if", &Build::condition},
    {"dependentSchemas", &Build::dependent_schemas},
    {"dependentRequired", &Build::dependent_required},
    {"dependencies", &Build::dependencies},
    {"prefixItems", &Build::prefix_items},
    {"items", &Build::items},
    {"contains", &Build::contains},
    {"minContains", &Build::min_contains},
    {"maxContains", &Build::max_contains},
    {"patternProperties", &Build::pattern_properties},
    {"propertyNames", &Build::property_names},
    {"additionalProperties", &Build::additional_properties},
    {"unevaluatedItems", &Build::unevaluated_items},
    {"unevaluatedProperties", &Build::unevaluated_properties},
    {"discriminator", &Build::discriminator},
};

const std::unordered_map<std::string_view, Compiler::Build::Handler>& Compiler::Build::handlers() {
    constexpr auto kHasHandler = [](const Keyword& keyword) {
        return keyword.role == Role::annotation ||
               std::ranges::any_of(kHandlers, [&](const auto& row) { return row.word == keyword.word; });
    };
    constexpr auto kHasRow = [](const HandlerRow& handler) {
        return std::ranges::any_of(rows::kKeywords,
                                   [&](const auto& row) { return row.word == handler.word; });
    };
    static_assert(std::ranges::all_of(rows::kKeywords, kHasHandler), "a keyword has no handler");
    static_assert(std::ranges::all_of(kHandlers, kHasRow), "a handler has no row in the table of keywords");
    static const auto kTable = [] {
        std::unordered_map<std::string_view, Handler> table;
        for (const auto& [word, handler] : kHandlers) table.emplace(word, handler);
        return table;
    }();
    return kTable;
}

void Compiler::Build::expect(bool holds, const SchemaPlace& place, const char* expected) {
    if (!holds) throw place.error(std::string("expected ") + expected + "; found " + shown(*place.value));
}

void Compiler::Build::add_note(const SchemaPlace& place, std::string text, std::string_view meant) {
    if (!meant.empty()) text += " (did you mean \"" + std::string(meant) + "\"?)";
    notes_.push_back(place.error(text).what());
}

Composition& Compiler::Build::composed(Node& node) {
    if (node.composed == nullptr) node.composed = &tables_->compositions.emplace_back();
    return const_cast<Composition&>(*node.composed); // one of ours
}

std::vector<const Node*> Compiler::Build::schemas(const SchemaPlace& place) {
    expect(place.value->is(Kind::array) && !place.value->elements.empty(), place,
           "an array of schemas, at least one");
    std::vector<const Node*> nodes;
    for (std::size_t i = 0; i < place.value->elements.size(); ++i) nodes.push_back(schema(place.element(i)));
    return nodes;
}

void Compiler::Build::ignore(Node&, const SchemaPlace&) {}

void Compiler::Build::reference(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::string), place, "a URI reference");
    if (const auto target = resolve(place)) {
        const Node* other = schema(*target);
        composed(node).all.push_back(other);
    }
}

void Compiler::Build::dynamic_reference(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::string), place, "a URI reference");
    const auto known = resolve(place);
    if (!known) return;
    const Value* anchor = known->value->find("$dynamicAnchor");
    const std::string_view fragment =
        place.value->text.substr(std::min(place.value->text.find('#'), place.value->text.size() - 1) + 1);
    const Node* other = schema(*known);
    // It is dynamic only where it leads to a dynamic anchor in the first place (Core §8.2.3.2).
    if (anchor == nullptr || anchor->text != fragment) {
        composed(node).all.push_back(other);
        return;
    }
    composed(node).dynamic_name = anchor->text;
    composed(node).dynamic_target = other;
    tables_->dynamic_anchors[std::string(anchor->text)];
}

// 2019-09 Core §8.2.4.2.1: "#", and dynamic where the root that it leads to has `$recursiveAnchor: true`.
void Compiler::Build::recursive_reference(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::string), place, "a URI reference");
    const auto known = resolve(place);
    if (!known) return;
    const Node* other = schema(*known);
    if (!known->resource->dynamic_anchors.contains(kRecursiveAnchor) ||
        known->value != known->resource->root) {
        composed(node).all.push_back(other);
        return;
    }
    composed(node).dynamic_name = kRecursiveAnchor;
    composed(node).dynamic_target = other;
    tables_->dynamic_anchors[std::string(kRecursiveAnchor)];
}

void Compiler::Build::all_of(Node& node, const SchemaPlace& place) {
    const std::vector<const Node*> branches = schemas(place);
    composed(node).all.insert(composed(node).all.end(), branches.begin(), branches.end());
}
void Compiler::Build::any_of(Node& node, const SchemaPlace& place) {
    composed(node).any = schemas(place);
}
void Compiler::Build::one_of(Node& node, const SchemaPlace& place) {
    composed(node).one = schemas(place);
}
void Compiler::Build::negation(Node& node, const SchemaPlace& place) {
    composed(node).negated = schema(place);
}

void Compiler::Build::condition(Node& node, const SchemaPlace& place) {
    const SchemaPlace consequence = beside(place, "then");
    const SchemaPlace alternative = beside(place, "else");
    composed(node).condition = schema(place);
    if (consequence.value != nullptr) composed(node).consequence = schema(consequence);
    if (alternative.value != nullptr) composed(node).alternative = schema(alternative);
}

void Compiler::Build::dependent_schemas(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::object), place, "an object of schemas");
    for (const auto& member : place.value->members)
        composed(node).dependencies.push_back({member.name, schema(place.member(member)), {}});
}

void Compiler::Build::dependent_required(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::object), place, "an object of arrays of names");
    for (const auto& [name, value] : place.value->members) {
        const SchemaPlace names = place.member(name);
        expect(value.is(Kind::array), names, "an array of names");
        Dependency dependency{name, nullptr, {}};
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            expect(value.elements[i].is(Kind::string), names.element(i), "a name");
            dependency.required.push_back(value.elements[i].text);
        }
        composed(node).dependencies.push_back(std::move(dependency));
    }
}

// Until draft 7, both in one.
void Compiler::Build::dependencies(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::object), place, "an object of schemas, or arrays of names");
    for (const auto& [name, value] : place.value->members) {
        Dependency dependency{name, nullptr, {}};
        if (value.is(Kind::array))
            for (const Value& wanted : value.elements) {
                expect(wanted.is(Kind::string), place.member(name), "an array of names");
                dependency.required.push_back(wanted.text);
            }
        else
            dependency.schema = schema(place.member(name));
        composed(node).dependencies.push_back(std::move(dependency));
    }
}

void Compiler::Build::prefix_items(Node& node, const SchemaPlace& place) {
    composed(node).prefix_items = schemas(place);
}

void Compiler::Build::items(Node& node, const SchemaPlace& place) {
    if (!place.value->is(Kind::array) || place.resource->draft == Draft::draft2020_12) {
        node.items = schema(place);
        node.has_items = true;
        return;
    }
    for (std::size_t i = 0; i < place.value->elements.size(); ++i)
        composed(node).prefix_items.push_back(schema(place.element(i)));
    const SchemaPlace rest = beside(place, "additionalItems");
    if (rest.value == nullptr) return;
    node.items = schema(rest);
    node.has_items = true;
}

void Compiler::Build::contains(Node& node, const SchemaPlace& place) {
    composed(node).contains = schema(place);
    composed(node).contains_evaluates = place.resource->draft != Draft::draft2019_09;
}
void Compiler::Build::pattern_properties(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::object), place, "an object of schemas");
    for (const auto& member : place.value->members) {
        const SchemaPlace at = place.member(member);
        const Pattern* pattern = compiled_pattern(at, member.name);
        const Node* target = schema(at);
        composed(node).pattern_properties.emplace_back(pattern, target);
    }
}

void Compiler::Build::property_names(Node& node, const SchemaPlace& place) {
    composed(node).property_names = schema(place);
}

void Compiler::Build::additional_properties(Node& node, const SchemaPlace& place) {
    node.has_additional = true;
    if (place.value->is(Kind::boolean) && !place.value->boolean)
        node.unnamed = Unnamed::forbidden;
    else
        node.additional = schema(place);
}

void Compiler::Build::unevaluated_items(Node& node, const SchemaPlace& place) {
    composed(node).unevaluated_items = schema(place);
}
void Compiler::Build::unevaluated_properties(Node& node, const SchemaPlace& place) {
    composed(node).unevaluated_properties = schema(place);
}

} // namespace understudy::schema
