// OpenAPI's discriminator (3.0.4 §4.8.25, 3.1.1 §4.8.25): a property whose value names a schema.

#include <algorithm>

#include "validator/schema/compile/build.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Value;

bool is_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return text::is_alphanumeric(c) || c == '.' || c == '-' || c == '_'; });
}

// The reference of a branch: its own, or that of the only schema in its allOf.
SchemaPlace reference_of(const SchemaPlace& branch) {
    const SchemaPlace all = branch.member("allOf");
    const bool is_one = all.value != nullptr && all.value->elements.size() == 1;
    return is_one ? all.element(0).member("$ref") : branch.member("$ref");
}

bool has_name(const Composition& composed, std::string_view name) {
    return std::any_of(composed.mapping.begin(), composed.mapping.end(),
                       [&](const auto& pair) { return pair.first == name; });
}

// `one of cat, dog`
std::string expected_of(const Composition& composed) {
    std::string text;
    for (const auto& [name, schema] : composed.mapping)
        text.append(text.empty() ? "one of " : ", ").append(name);
    return text;
}

} // namespace

// Beside oneOf or anyOf it decides nothing, and says whose breaches to report. A parent without them leads to
// its children by the discriminator alone.
void Compiler::Build::discriminator(Node& node, const SchemaPlace& place) {
    const Value* name = place.value->find("propertyName");
    if (name == nullptr || !name->is(Kind::string))
        return add_note(place, "expected a propertyName; found none, so no schema is meant; not checked");
    Composition& composed = this->composed(node);
    composed.discriminator = name->text;
    const SchemaPlace parent = place.around();
    if (const SchemaPlace mapping = place.member("mapping"); mapping.value != nullptr)
        map_values(composed, mapping);
    composed.expected_tag = expected_of(composed);
    const bool has_branches =
        parent.value->find("oneOf") != nullptr || parent.value->find("anyOf") != nullptr;
    for (const char* word : {"oneOf", "anyOf"})
        if (const SchemaPlace branches = parent.member(word); branches.value != nullptr)
            map_branches(composed, branches);
    if (!has_branches) map_children(composed, parent);
    if (composed.mapping.empty())
        add_note(place,
                 "nothing says which schemas the values of \"" + std::string(name->text) +
                     "\" mean (oneOf, anyOf, mapping, or a schema with allOf of this one); not checked");
    else if (!has_branches)
        composed.held = Held::beside;
}

void Compiler::Build::map_values(Composition& composed, const SchemaPlace& mapping) {
    expect(mapping.value->is(Kind::object), mapping, "an object of schemas' names or URI references");
    for (const json::Member& member : mapping.value->members) {
        const SchemaPlace at = mapping.member(member);
        expect(at.value->is(Kind::string), at, "a schema's name or a URI reference");
        if (const auto target = schema_of_name(at))
            composed.mapping.emplace_back(member.name, schema(*target));
    }
}

// What may be a name and is one is a name; anything else is a URI reference.
std::optional<SchemaPlace> Compiler::Build::schema_of_name(const SchemaPlace& place) {
    if (is_name(place.value->text))
        for (const Resource* resource : {place.resource, &registry_.resources().front()})
            for (std::string pointer : {"/components/schemas", "/$defs", "/definitions"}) {
                text::append_token(pointer, place.value->text);
                const SchemaPlace target = registry_.at(*resource, pointer);
                if (target.value == nullptr) continue;
                if (registry_.find(*target.value) == nullptr) registry_.add_part(target);
                return *registry_.find(*target.value);
            }
    return resolve(place);
}

// A branch has the name that its reference ends with. If one has none, a value that is not mapped may mean
// it.
void Compiler::Build::map_branches(Composition& composed, const SchemaPlace& branches) {
    bool has_all = true;
    bool has_more = composed.mapping.empty();
    for (std::size_t i = 0; i < branches.value->elements.size(); ++i) {
        const SchemaPlace branch = branches.element(i);
        const SchemaPlace reference = reference_of(branch);
        has_all = has_all && reference.value != nullptr;
        if (reference.value == nullptr || !reference.value->is(Kind::string)) continue;
        const std::string_view text = reference.value->text;
        const std::string_view name = text.substr(text.rfind('/') + 1);
        const Node* target = schema(branch);
        has_more = has_more || std::none_of(composed.mapping.begin(), composed.mapping.end(),
                                            [&](const auto& pair) { return pair.second == target; });
        if (!has_name(composed, name)) composed.mapping.emplace_back(name, target);
    }
    if (!has_all)
        composed.expected_tag.clear();
    else if (has_more)
        composed.expected_tag = expected_of(composed);
}

// Its children, and theirs. Others may be meant, because a contract need not have them all.
void Compiler::Build::map_children(Composition& composed, const SchemaPlace& parent) {
    composed.expected_tag.clear();
    add_children(parent);
    std::set<const Value*> known = {parent.value};
    std::vector<const Value*> open = {parent.value};
    while (!open.empty()) {
        const Value* next = open.back();
        open.pop_back();
        const auto found = children_.find(next);
        if (found == children_.end()) continue;
        const Children children = found->second;
        for (const auto& [name, child] : children) {
            if (!known.insert(child.value).second) continue;
            open.push_back(child.value);
            if (!has_name(composed, name)) composed.mapping.emplace_back(name, schema(child));
        }
    }
}

// Finds who says allOf of whom among the components of the document around `holder`.
void Compiler::Build::add_children(const SchemaPlace& holder) {
    const Value& root = holder.resource->document->root();
    if (!indexed_.insert(&root).second) return;
    const SchemaPlace schemas = registry_.at(*holder.resource, "/components/schemas");
    if (schemas.value == nullptr) return;
    for (const json::Member& member : schemas.value->members) {
        const SchemaPlace child = schemas.member(member);
        const SchemaPlace all = child.member("allOf");
        if (all.value == nullptr) continue;
        for (std::size_t i = 0; i < all.value->elements.size(); ++i) {
            const SchemaPlace reference = all.element(i).member("$ref");
            if (reference.value == nullptr || !reference.value->is(Kind::string)) continue;
            try {
                const Value* parent = registry_.resolve(reference, reference.value->text).value;
                children_[parent].emplace_back(member.name, child);
            } catch (const json::LoadError&) { // the child has a note of it, if it is used
            }
        }
    }
}

} // namespace understudy::schema
