#include "validator/drift/narrowing.hpp"

#include <algorithm>

#include "validator/schema/dialect/keyword_table.hpp"
#include "validator/schema/format/format.hpp"
#include "validator/text/sha256.hpp"

namespace understudy::drift {
namespace {

using json::Kind;
using json::Value;
using Place = schema::SchemaPlace;

const Value* number_of(const Place& schema, std::string_view word) {
    const Value* value = keyword_of(schema, word);
    return value != nullptr && value->is(Kind::number) ? value : nullptr;
}

void narrow_list(Form& form, const Place& schema) {
    const auto take = [&](std::vector<const Value*> list) {
        std::erase_if(list, [&](const Value* value) {
            return value->kind != form.kind || (form.is_integer && !json::is_integer(value->text));
        });
        if (form.values)
            std::erase_if(list, [&](const Value* value) { return !contains(*form.values, *value); });
        form.values = std::move(list);
    };
    if (const Value* values = keyword_of(schema, "enum"); values != nullptr) {
        std::vector<const Value*> list;
        for (const Value& value : values->elements)
            if (!contains(list, value)) list.push_back(&value);
        take(std::move(list));
    }
    if (const Value* value = keyword_of(schema, "const"); value != nullptr) take({value});
    forget_full_list(form);
    if (const Value* known = keyword_of(schema, "x-known-values"); known != nullptr) {
        form.known.emplace();
        for (const Value& value : known->elements)
            if (value.kind == form.kind) form.known->push_back(&value);
    }
}

void narrow_counts(Form& form, const Place& schema, std::string_view least, std::string_view most) {
    if (const Value* value = number_of(schema, least); value != nullptr)
        form.least = std::max(form.least, json::to_unsigned(value->text).value_or(0));
    if (const Value* value = number_of(schema, most); value != nullptr)
        form.most = std::min(form.most, json::to_unsigned(value->text).value_or(kNoMost));
}

void narrow_format(Form& form, const Place& schema) {
    const Value* said = keyword_of(schema, "format");
    if (said == nullptr || !said->is(Kind::string)) return;
    const schema::Format* format = schema::find_format(said->text);
    if (format == nullptr || format->of_numbers != (form.kind == Kind::number)) return;
    const bool is_free = said->text == "binary" || said->text == "password"; // any text has it
    if (!is_free) form.formats.emplace(said->text);
}

// `exclusiveMinimum` is a limit of its own, and in draft 4 and OpenAPI 3.0 a flag of `minimum`.
std::optional<Bound> bound_of(const Place& schema, bool is_lower) {
    const Value* plain = number_of(schema, is_lower ? "minimum" : "maximum");
    const Value* exclusive = keyword_of(schema, is_lower ? "exclusiveMinimum" : "exclusiveMaximum");
    std::optional<Bound> bound;
    if (plain != nullptr) bound = Bound{std::string(plain->text), is_true(exclusive)};
    if (exclusive == nullptr || !exclusive->is(Kind::number)) return bound;
    const auto order = json::Decimal::parse(exclusive->text) <=>
                       (bound ? bound->value() : json::Decimal::parse(exclusive->text));
    if (!bound || order == 0 || (order > 0) == is_lower) bound = Bound{std::string(exclusive->text), true};
    return bound;
}

void narrow_number(Form& form, const Place& schema) {
    form.lower = bound_of(schema, true);
    form.upper = bound_of(schema, false);
    if (const Value* multiple = number_of(schema, "multipleOf"); multiple != nullptr) {
        if (json::Decimal::parse(multiple->text) == json::Decimal::parse("1"))
            form.is_integer = true;
        else
            form.multiples.emplace(multiple->text);
    }
    narrow_format(form, schema);
}

void narrow_string(Form& form, const Place& schema) {
    narrow_counts(form, schema, "minLength", "maxLength");
    if (const Value* pattern = keyword_of(schema, "pattern"); pattern != nullptr)
        form.patterns.emplace(pattern->text);
    narrow_format(form, schema);
}

// `contains` with its limits (Validation §6.4.4, §6.4.5).
void add_contains(Form& form, const Place& schema) {
    const Place wanted = place_of(schema, "contains");
    if (wanted.value == nullptr) return;
    const Value* least = number_of(schema, "minContains");
    const Value* most = number_of(schema, "maxContains");
    const std::uint64_t count = least == nullptr ? 1 : json::to_unsigned(least->text).value_or(1);
    if (count != 0)
        form.conditions.push_back(
            {"contains", std::to_string(count), {{wanted}}, Condition::Keeps::when_narrower});
    if (most != nullptr)
        form.conditions.push_back(
            {"maxContains", std::string(most->text), {{wanted}}, Condition::Keeps::when_wider});
}

// The first elements and the others: `prefixItems` and `items`, before draft 2020-12 `items` and
// `additionalItems` (Core §10.3.1).
void narrow_array(Form& form, const Place& schema) {
    narrow_counts(form, schema, "minItems", "maxItems");
    form.is_unique = is_true(keyword_of(schema, "uniqueItems"));
    Place first = place_of(schema, "prefixItems");
    Place rest = place_of(schema, "items");
    if (rest.value != nullptr && rest.value->is(Kind::array)) {
        first = rest;
        rest = place_of(schema, "additionalItems");
    }
    if (first.value != nullptr)
        for (std::size_t i = 0; i < first.value->elements.size(); ++i)
            form.first.push_back({first.element(i)});
    if (rest.value != nullptr) form.items = {rest};
    add_contains(form, schema);
    if (const Place other = place_of(schema, "unevaluatedItems"); other.value != nullptr)
        form.conditions.push_back({"unevaluatedItems", "", {{other}, {schema}}});
}

void narrow_members(Form& form, const Place& schema) {
    const Place properties = place_of(schema, "properties");
    std::string names;
    if (properties.value != nullptr)
        for (const json::Member& member : properties.value->members) {
            form.properties[std::string(member.name)] = {properties.member(member)};
        }
    for (const auto& [name, parts] : form.properties) names += name + "\n";
    const Place by_pattern = place_of(schema, "patternProperties");
    if (by_pattern.value != nullptr)
        for (const json::Member& member : by_pattern.value->members) {
            form.conditions.push_back({"patternProperties",
                                       std::string(member.name),
                                       {{by_pattern.member(member)}},
                                       Condition::Keeps::when_narrower});
            names += "/" + std::string(member.name) + "\n";
        }
    const Place others = place_of(schema, "additionalProperties");
    if (others.value == nullptr || is_true(others.value)) return;
    if (by_pattern.value == nullptr || by_pattern.value->members.empty())
        form.others = {others};
    else
        form.conditions.push_back(
            {"additionalProperties", names, {{others}}, Condition::Keeps::when_narrower});
}

// A member that requires others, or another schema of the object (Validation §6.5.4, Core §10.2.2.4).
void add_dependencies(Form& form, const Place& schema) {
    for (const char* word : {"dependencies", "dependentRequired", "dependentSchemas"}) {
        const Place all = place_of(schema, word);
        if (all.value == nullptr) continue;
        for (const json::Member& member : all.value->members) {
            const std::string name(member.name);
            if (!member.value.is(Kind::array)) {
                form.conditions.push_back(
                    {"dependentSchemas", name, {{all.member(member)}}, Condition::Keeps::when_narrower});
                continue;
            }
            for (const Value& other : member.value.elements)
                form.conditions.push_back({"dependentRequired", name + "\n" + std::string(other.text), {}});
        }
    }
}

void narrow_object(Form& form, const Place& schema) {
    narrow_counts(form, schema, "minProperties", "maxProperties");
    if (const Value* required = keyword_of(schema, "required"); required != nullptr)
        for (const Value& name : required->elements) form.required.emplace(name.text);
    narrow_members(form, schema);
    add_dependencies(form, schema);
    if (const Place names = place_of(schema, "propertyNames"); names.value != nullptr)
        form.conditions.push_back({"propertyNames", "", {{names}}, Condition::Keeps::when_narrower});
    if (const Place other = place_of(schema, "unevaluatedProperties");
        other.value != nullptr && !is_true(other.value))
        form.conditions.push_back({"unevaluatedProperties", "", {{other}, {schema}}});
}

// What concerns values of every type.
void add_conditions(Form& form, const Place& schema) {
    if (const Place condition = place_of(schema, "if"); condition.value != nullptr) {
        Condition each{"if", "", {{condition}}};
        for (const char* word : {"then", "else"}) {
            const Place branch = place_of(schema, word);
            each.parts.push_back(branch.value == nullptr ? Parts{} : Parts{branch});
        }
        if (!each.parts[1].empty() || !each.parts[2].empty()) form.conditions.push_back(std::move(each));
    }
    // Where it leads depends on the way there, so only the same document says the same.
    for (const char* word : {"$dynamicRef", "$recursiveRef"})
        if (const Value* reference = keyword_of(schema, word); reference != nullptr)
            form.conditions.push_back(
                {word, std::string(reference->text) + text::sha256(schema.resource->document->text()), {}});
}

} // namespace

const Value* keyword_of(const Place& schema, std::string_view word) {
    const Value* value = schema.value->find(word);
    if (value == nullptr) return nullptr;
    const schema::Draft draft = schema.resource->draft;
    const schema::Keyword* keyword = schema::find_keyword(word, draft);
    return keyword != nullptr && schema::has(*keyword, draft) ? value : nullptr;
}

Place place_of(const Place& schema, std::string_view word) {
    return keyword_of(schema, word) == nullptr ? Place{} : schema.member(word);
}

bool is_true(const Value* value) {
    return value != nullptr && value->is(Kind::boolean) && value->boolean;
}

std::string_view kind_name(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "boolean";
        case Kind::number:
            return "number";
        case Kind::string:
            return "string";
        case Kind::array:
            return "array";
        case Kind::object:
            return "object";
    }
    return "";
}

void forget_full_list(Form& form) {
    const bool is_full = form.values && ((form.kind == Kind::null && !form.values->empty()) ||
                                         (form.kind == Kind::boolean && form.values->size() == 2));
    if (is_full) form.values.reset();
}

void narrow(Form& form, const Place& schema) {
    narrow_list(form, schema);
    switch (form.kind) {
        case Kind::string:
            narrow_string(form, schema);
            break;
        case Kind::number:
            narrow_number(form, schema);
            break;
        case Kind::array:
            narrow_array(form, schema);
            break;
        case Kind::object:
            narrow_object(form, schema);
            break;
        case Kind::boolean:
        case Kind::null:
            break;
    }
    add_conditions(form, schema);
}

} // namespace understudy::drift
