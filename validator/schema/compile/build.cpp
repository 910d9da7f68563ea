#include "validator/schema/compile/build.hpp"

#include <algorithm>

#include "validator/schema/compile/string_test.hpp"
#include "validator/schema/pattern/pattern.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Value;

// Longer than any name that a JSON text can hold; its bytes are never looked at.
constexpr std::string_view kNoName("", SIZE_MAX >> 1U);

// Equals no text, so a property that is only required takes the slow path, which does more about it.
ShortText never() {
    ShortText text;
    text.words.fill(UINT64_MAX);
    return text;
}

Property end_of_properties() {
    Property end;
    end.name = kNoName;
    end.end = true;
    return end;
}

bool is_true(const Value* value) {
    return value != nullptr && value->is(Kind::boolean) && value->boolean;
}

// The schema `true`, in the place of one that cannot be used.
SchemaPlace nothing_said(SchemaPlace place) {
    static const Value kTrue = [] {
        Value value;
        value.kind = Kind::boolean;
        value.boolean = true;
        return value;
    }();
    place.value = &kTrue;
    return place;
}

} // namespace

Compiler::Build::Build(Registry& registry, CompilerOptions options, Notes& notes)
    : registry_(registry), options_(options), notes_(notes), tables_(std::make_shared<Tables>()) {
    tables_->reports_undocumented = options.report_undocumented;
    tables_->properties.push_back({Property(), end_of_properties()});
    Node& anything = tables_->nodes.emplace_back();
    tables_->notes.emplace_back();
    anything.additional = anything.items = &anything;
    anything.properties = &tables_->properties.front()[1];
}

Program Compiler::Build::compile(const SchemaPlace& place) {
    if (place.value == nullptr)
        throw json::LoadError(place.resource->document->file(), place.pointer, "there is no schema here");
    registry_.add_part(place);
    root_ = place.value;
    const Node* root = schema(*registry_.find(*place.value));
    finish();
    return Program(tables_, *root);
}

// The node of a schema. A schema that was met before, or that is being compiled further up, has its node.
const Node* Compiler::Build::schema(SchemaPlace place) {
    constexpr int kMostNested =
        2000; // for the stack's sake; a schema may lead on through any number of $refs
    place = follow(std::move(place));
    if (const auto known = made_.find(place.value); known != made_.end()) return known->second;
    if (is_true(place.value)) return &tables_->anything();
    if (nested_ == kMostNested)
        throw place.error("schemas nested more than " + std::to_string(kMostNested) + " deep");
    Node& node = add_node(place);
    made_.emplace(place.value, &node);
    if (place.value->is(Kind::boolean)) {
        node.types = 0;
        return &node;
    }
    if (!place.value->is(Kind::object) && options_.is_openapi) {
        add_note(place, "expected a schema (an object, true or false); not checked");
        return &node;
    }
    expect(place.value->is(Kind::object), place, "a schema (an object, true or false)");
    ++nested_;
    if (!is_nullable_pair(node, place)) {
        for (const auto& member : place.value->members)
            keyword_or_note(node, member.name, place.member(member));
        object(node, place);
        node.null_passes = false; // `nullable` without `type` adds nothing
    }
    --nested_;
    return &node;
}

// Goes on from a schema that only says where another one is.
SchemaPlace Compiler::Build::follow(SchemaPlace place) {
    std::set<const Value*> seen;
    SchemaPlace next;
    if (const SchemaPlace* known = registry_.find(*place.value))
        place = *known; // it may be a resource of its own
    while (leads_on(place, next)) {
        if (next.value == nullptr) return nothing_said(place);
        if (!seen.insert(place.value).second) {
            const SchemaPlace reference = place.member("$ref");
            const SchemaPlace at = reference.value != nullptr ? reference : place.member("allOf");
            if (noted_.insert(at.value).second) add_note(at, "this leads back to itself; not checked");
            return nothing_said(place);
        }
        if (registry_.find(*next.value) == nullptr) registry_.add_part(next);
        if (place.value == root_) root_ = next.value;
        place = *registry_.find(*next.value);
    }
    return place;
}

// Where the reference leads. If it leads nowhere, that is an error for the schema that was to be compiled,
// and a note for one inside it: then that part is not checked.
std::optional<SchemaPlace> Compiler::Build::resolve(const SchemaPlace& reference) {
    try {
        const SchemaPlace target = registry_.resolve(reference, reference.value->text);
        if (registry_.find(*target.value) == nullptr) registry_.add_part(target);
        return *registry_.find(*target.value);
    } catch (const json::LoadError& error) {
        if (reference.parent == root_) throw;
        if (noted_.insert(reference.value).second)
            notes_.push_back(std::string(error.what()) + "; not checked");
        return std::nullopt;
    }
}

bool Compiler::Build::leads_on(const SchemaPlace& place, SchemaPlace& next) {
    const Draft draft = place.resource->draft;
    const Value* reference = place.value->find("$ref");
    const Value* all = place.value->find("allOf");
    const bool is_one = all != nullptr && all->elements.size() == 1;
    if (reference == nullptr && !is_one) return false;
    const std::string_view word = reference != nullptr ? "$ref" : "allOf";
    const bool is_alone = reference != nullptr && ref_stands_alone(draft);
    for (const auto& [other, value] : place.value->members) {
        const Keyword* keyword = find_keyword(other, draft);
        const bool says_nothing = keyword == nullptr || !has(*keyword, draft) || is_annotation(*keyword) ||
                                  keyword->role == Role::location;
        if (other != word && !says_nothing && !is_alone) return false;
    }
    if (reference == nullptr) {
        note_skipped(place, word);
        next = place.member("allOf").element(0);
        return true;
    }
    const SchemaPlace at = place.member("$ref");
    expect(reference->is(Kind::string), at, "a URI reference");
    const auto target = resolve(at);
    next = target.value_or(SchemaPlace{});
    if (!target) return true;
    // A `$dynamicRef` further on may ask which resources led to it.
    const bool leads = place.resource == next.resource || place.resource->dynamic_anchors.empty();
    if (leads) note_skipped(place, word);
    return leads;
}

// Notes the keywords that are not checked beside one that leads on or makes a nullable pair.
void Compiler::Build::note_skipped(const SchemaPlace& place, std::string_view word) {
    if (!noted_.insert(place.value).second) return;
    const Draft draft = place.resource->draft;
    for (const json::Member& member : place.value->members) {
        const Keyword* keyword = find_keyword(member.name, draft);
        if (member.name == word || member.name.starts_with("x-")) continue;
        if (keyword == nullptr)
            unknown_keyword(member.name, place.member(member));
        else if (!is_annotation(*keyword) && !has(*keyword, draft))
            foreign_keyword(*keyword, place.member(member), draft);
        else if (!is_annotation(*keyword) && keyword->word != id_keyword(draft) && word == "$ref" &&
                 ref_stands_alone(draft))
            add_note(place.member(member),
                     std::string(draft_name(draft)) + " ignores keywords beside $ref; not checked");
    }
}

Node& Compiler::Build::add_node(const SchemaPlace& place) {
    Node& node = tables_->nodes.emplace_back();
    tables_->notes.emplace_back().location = place.pointer;
    node.index = static_cast<NodeIndex>(tables_->nodes.size() - 1);
    node.resource = place.resource->number;
    node.additional = node.items = &tables_->anything();
    node.properties = tables_->anything().properties;
    return node;
}

// In an OpenAPI document a flaw costs the keyword that it is in, and not the schema around it.
void Compiler::Build::keyword_or_note(Node& node, std::string_view word, const SchemaPlace& place) {
    const int nested = nested_;
    try {
        keyword(node, word, place);
    } catch (const json::LoadError& error) {
        if (!options_.is_openapi) throw;
        nested_ = nested;
        notes_.push_back(std::string(error.what()) + "; not checked");
    }
}

void Compiler::Build::keyword(Node& node, std::string_view word, const SchemaPlace& place) {
    const Draft draft = place.resource->draft;
    const auto own = handlers().find(word);
    if (word.starts_with("x-")) {
        if (own != handlers().end()) (this->*own->second)(node, place);
        return;
    }
    const Keyword* keyword = find_keyword(word, draft);
    if (keyword == nullptr) return unknown_keyword(word, place);
    if (is_annotation(*keyword)) return;
    if (!has(*keyword, draft)) return foreign_keyword(*keyword, place, draft);
    if (!place.resource->validates && keyword->role == Role::assertion) return;
    (this->*own->second)(node, place);
}

void Compiler::Build::unknown_keyword(std::string_view word, const SchemaPlace& place) {
    std::vector<std::string_view> candidates;
    for (const Keyword& known : keywords())
        if (has(known, place.resource->draft)) candidates.push_back(known.word);
    add_note(place, "\"" + std::string(word) + "\" is not a keyword of JSON Schema; not checked",
             text::nearest(word, candidates));
}

void Compiler::Build::foreign_keyword(const Keyword& keyword, const SchemaPlace& place, Draft draft) {
    const bool is_old = options_.is_openapi && draft == Draft::draft2020_12 && keyword.word == "nullable";
    add_note(place, "\"" + std::string(keyword.word) + "\" is not a keyword of " +
                        (is_old ? "OpenAPI 3.1: write \"type\": [\"string\", \"null\"] instead"
                                : std::string(draft_name(draft))) +
                        "; not checked");
}

// "This or null", said with anyOf or oneOf, is one node that null passes.
bool Compiler::Build::is_nullable_pair(Node& node, const SchemaPlace& place) {
    const Value* any = place.value->find("anyOf");
    const Value* pair = any != nullptr ? any : place.value->find("oneOf");
    if (pair == nullptr || pair->elements.size() != 2 || !place.resource->validates) return false;
    const std::string_view word = any != nullptr ? "anyOf" : "oneOf";
    for (const auto& [other, value] : place.value->members) {
        const Keyword* keyword = find_keyword(other, place.resource->draft);
        if (other != word && keyword != nullptr && !is_annotation(*keyword)) return false;
    }
    const auto is_null = [](const Value& value) {
        const Value* type = value.find("type");
        return type != nullptr && type->text == "null" && value.members.size() == 1;
    };
    const bool first = is_null(pair->elements[0]);
    if (first == is_null(pair->elements[1])) return false;
    const SchemaPlace other = follow(place.member(word).element(first ? 1 : 0));
    const Value* type = other.value->find("type");
    // Of oneOf, null must not be what both allow.
    if (any == nullptr && (type == nullptr || !type->is(Kind::string) || type->text == "null" ||
                           is_true(other.value->find("nullable"))))
        return false;
    note_skipped(place, word);
    if (place.value->find("x-evidence") != nullptr) evidence(node, place.member("x-evidence"));
    nullable_.emplace_back(&node, schema(other));
    return true;
}

// `properties` and `required` make one table; a property that is only required stands in it as unnamed.
void Compiler::Build::object(Node& node, const SchemaPlace& place) {
    const Value* properties = place.value->find("properties");
    const std::set<std::string_view> wanted = required_names(place);
    if (properties != nullptr)
        expect(properties->is(Kind::object), place.member("properties"), "an object of schemas");
    if (properties != nullptr && options_.report_undocumented &&
        place.value->find("additionalProperties") == nullptr)
        node.unnamed = Unnamed::undocumented;
    if (properties == nullptr && wanted.empty()) return;
    std::vector<Property> table(1); // there is one before every node's first
    std::set<std::string_view> absent, names;
    const auto add = [&](std::string_view name, const Node* target, bool named) {
        const std::uint64_t bit = std::uint64_t{1} << ((table.size() - 1) % 64);
        table.push_back({named ? json::ExpectedName(name) : json::ExpectedName(),
                         named ? ShortText::of(name) : never(), name, target, bit, named, false});
    };
    if (properties != nullptr)
        for (const json::Member& member : properties->members) {
            const SchemaPlace property = place.member("properties").member(member);
            const bool never_comes = options_.is_openapi && is_absent(property);
            if (never_comes) absent.insert(member.name);
            add(member.name, never_comes ? one_way(property) : schema(property), true);
            names.insert(member.name);
        }
    for (const std::string_view name : wanted)
        if (!names.contains(name)) add(name, node.additional, false);
    node.property_count = static_cast<std::uint32_t>(table.size() - 1);
    node.required_words = static_cast<std::uint32_t>(tables_->required_words.size());
    tables_->required_words.resize(node.required_words + node.word_count());
    for (std::size_t i = 0; i < node.property_count; ++i)
        if (wanted.contains(table[i + 1].name) && !absent.contains(table[i + 1].name))
            tables_->required_words[node.required_words + i / 64] |= std::uint64_t{1} << (i % 64);
    table.push_back(end_of_properties());
    node.properties = &tables_->properties.emplace_back(std::move(table))[1];
}

// Whether the property is not sent this way (OpenAPI 3.0.3 §4.7.24.2, 3.1 §9.4).
bool Compiler::Build::is_absent(const SchemaPlace& property) {
    return is_true(property.value->find(options_.absent)) ||
           is_true(follow(property).value->find(options_.absent));
}

// Stands for a schema whose value is sent only the other way: it should not come, but may.
const Node* Compiler::Build::one_way(const SchemaPlace& property) {
    schema(property); // for its errors
    Node& node = add_node(property);
    node.types = 0;
    tables_->gives_advice = true;
    const bool is_response = options_.absent == "writeOnly";
    note(node).expected_none = std::string("nothing in a ") + (is_response ? "response" : "request") +
                               ", because it is " + std::string(options_.absent);
    note(node).evidence = Evidence::inferred;
    return &node;
}

std::set<std::string_view> Compiler::Build::required_names(const SchemaPlace& place) const {
    std::set<std::string_view> names;
    const SchemaPlace required = place.member("required");
    if (required.value == nullptr || !place.resource->validates) return names;
    expect(required.value->is(Kind::array), required, "an array of names");
    for (std::size_t i = 0; i < required.value->elements.size(); ++i) {
        expect(required.value->elements[i].is(Kind::string), required.element(i), "a name");
        names.insert(required.value->elements[i].text);
    }
    return names;
}

// Does what has to wait until all schemas have nodes.
void Compiler::Build::finish() {
    dynamic_anchors();
    std::set<const Node*> open;
    for (auto& [node, other] : nullable_) {
        open = {node};
        const auto pending = [&](const Node* wanted) {
            return std::find_if(nullable_.begin(), nullable_.end(),
                                [&](const auto& pair) { return pair.first == wanted; });
        };
        // Another "or null" adds nothing.
        for (auto inner = pending(other); inner != nullable_.end(); inner = pending(other)) {
            if (!open.insert(other).second) {
                add_note(place_of(*node), "this leads back to itself; not checked");
                other = &tables_->anything();
                break;
            }
            other = inner->second;
        }
        const NodeIndex index = node->index;
        *node = *other;
        node->index = index;
        node->types = static_cast<Types>(node->types | kNull);
        node->null_passes = true;
        NodeNote& noted = tables_->notes[index];
        const std::string location = noted.location;
        noted = tables_->notes[other->index];
        noted.location = location;
        if (!noted.expected_values.empty()) noted.expected_values += ", null";
    }
    nullable_.clear();
    for (; settled_ < tables_->nodes.size(); ++settled_) settle(tables_->nodes[settled_]);
    break_circles();
    for (std::size_t i = tables_->sources.size(); i < registry_.resources().size(); ++i)
        tables_->sources.push_back(registry_.resources()[i].document);
    tables_->is_dynamic = registry_.has_dynamic_refs();
}

SchemaPlace Compiler::Build::place_of(const Node& node) const {
    const Resource& resource = registry_.resources()[node.resource];
    const std::string& pointer = tables_->note(node).location;
    return {json::find(resource.document->root(), pointer), &resource, pointer, nullptr};
}

void Compiler::Build::settle(Node& node) {
    node.passes = string_test(node);
    node.streamed = node.composed != nullptr ? Types{0} : node.types;
    if (node.property_count <= kWide) return;
    auto& by_name = tables_->wide[&node];
    for (const Property* property = node.properties; !property->end; ++property)
        by_name.emplace(property->name, property);
}

// Compiles every schema that a `$dynamicRef` may come to mean. Those may have more `$dynamicRef`s.
void Compiler::Build::dynamic_anchors() {
    for (bool is_new = true; is_new;) {
        is_new = false;
        std::vector<std::pair<std::string, SchemaPlace>> wanted;
        for (const auto& [name, nodes] : tables_->dynamic_anchors)
            for (const Resource& resource : registry_.resources())
                if (const auto anchor = resource.dynamic_anchors.find(name);
                    anchor != resource.dynamic_anchors.end() && !nodes.contains(resource.number))
                    wanted.emplace_back(name, *registry_.find(*anchor->second));
        for (const auto& [name, place] : wanted) {
            const Node* node = schema(place);
            tables_->dynamic_anchors[name].emplace(place.resource->number, node);
            is_new = true;
        }
    }
}

Compiler::Compiler(Registry& registry, CompilerOptions options, Notes& notes)
    : build_(std::make_unique<Build>(registry, options, notes)) {}
Compiler::~Compiler() = default;

Program Compiler::compile(const SchemaPlace& place) {
    return build_->compile(place);
}

Program compile(std::shared_ptr<const json::Document> document, const std::string& pointer, Notes& notes,
                CompilerOptions options) {
    Registry registry;
    const Resource& resource = registry.add_document("schema:///", std::move(document), Draft::draft2020_12);
    if (json::find(*resource.root, pointer) == nullptr)
        throw json::LoadError(resource.document->file(), pointer, "there is no schema here");
    return Compiler(registry, options, notes).compile(registry.at(resource, pointer));
}

} // namespace understudy::schema
