#include <algorithm>
#include <array>

#include "validator/json/canonical.hpp"
#include "validator/json/pointer.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/build.hpp"
#include "validator/schema/nearest.hpp"
#include "validator/schema/pattern.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Value;

constexpr auto kTypeWords = std::to_array<std::pair<std::string_view, Types>>({
    {"null", kNull},
    {"boolean", kBoolean},
    {"integer", kInteger},
    {"number", kNumber},
    {"string", kString},
    {"array", kArray},
    {"object", kObject},
});

std::string shown(const Value& value) {
    constexpr std::size_t kShown = 60;
    std::string text;
    json::write_compact(value, text);
    return text.size() <= kShown ? text : text.substr(0, kShown) + "…";
}

// `one of a, b`
std::string words(const std::vector<const Value*>& values) {
    std::string text;
    for (const Value* value : values) {
        if (!text.empty()) text += ", ";
        if (value->is(Kind::string))
            text += value->text;
        else
            json::write_compact(*value, text);
    }
    return text;
}

std::vector<const Value*> elements_of(const Place& place) {
    std::vector<const Value*> values;
    for (const Value& element : place.value->elements) values.push_back(&element);
    return values;
}

bool is_container(const Value* value) {
    return value->is(Kind::array) || value->is(Kind::object);
}

std::string canonical(const Value& value) {
    std::string bytes;
    json::append_canonical(value, bytes);
    return bytes;
}

// What is more than any count is as good as no limit.
std::uint64_t whole_number(const Place& place) {
    const Value& value = *place.value;
    const bool whole = value.is(Kind::number) && json::is_integer(value.text) &&
                       (value.text.front() != '-' || json::Decimal::parse(value.text).digits.empty());
    if (!whole) throw place.error("expected a whole number, 0 or more; found " + shown(value));
    return json::to_unsigned(value.text).value_or(UINT64_MAX);
}

std::uint32_t length(const Place& place) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(whole_number(place), kNoLimit));
}

// The keyword beside the one at `place`.
Place beside(const Place& place, std::string_view word) {
    return Place{place.parent, place.resource, place.pointer.substr(0, place.pointer.rfind('/')), nullptr}
        .member(word);
}

// Before draft 6, exclusiveMinimum said of `minimum` whether it is itself allowed.
bool is_flag(Draft draft) {
    return draft <= Draft::openapi_3_0;
}

bool is_flagged(const Place& bound, const char* word) {
    const Value* flag = bound.parent->find(word);
    return is_flag(bound.resource->draft) && flag != nullptr && flag->boolean;
}

} // namespace

const std::unordered_map<std::string_view, Compiler::Build::Handler>& Compiler::Build::handlers() {
    static const std::unordered_map<std::string_view, Handler> kTable = {
        {"id", &Build::ignore}, // the registry's
        {"$id", &Build::ignore},
        {"$anchor", &Build::ignore},
        {"$dynamicAnchor", &Build::ignore},
        {"properties", &Build::ignore}, // together with `required`, in object()
        {"required", &Build::ignore},
        {"then", &Build::ignore}, // with `if`
        {"else", &Build::ignore},
        {"additionalItems", &Build::ignore}, // with `items`
        {"$ref", &Build::reference},
        {"$dynamicRef", &Build::dynamic_reference},
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
    return kTable;
}

void Compiler::Build::expect(bool holds, const Place& place, const char* expected) {
    if (!holds) throw place.error(std::string("expected ") + expected + "; found " + shown(*place.value));
}

void Compiler::Build::tell(const Place& place, std::string text, std::string_view meant) {
    if (!meant.empty()) text += " (did you mean \"" + std::string(meant) + "\"?)";
    notes_.push_back(place.error(text).what());
}

Applicators& Compiler::Build::more(Node& node) {
    if (node.more == nullptr) node.more = &tables_->applicators.emplace_back();
    return const_cast<Applicators&>(*node.more); // one of ours
}

Counts& Compiler::Build::counts(Node& node) {
    if (node.counts == nullptr) node.counts = &tables_->counts.emplace_back();
    return const_cast<Counts&>(*node.counts);
}

Bounds& Compiler::Build::bounds(Node& node) {
    if (node.bounds == kNoLimit) {
        node.bounds = static_cast<std::uint32_t>(tables_->bounds.size());
        tables_->bounds.emplace_back();
    }
    node.has_scalar_checks = true;
    return tables_->bounds[node.bounds];
}

std::vector<const Node*> Compiler::Build::schemas(const Place& place) {
    expect(place.value->is(Kind::array) && !place.value->elements.empty(), place,
           "an array of schemas, at least one");
    std::vector<const Node*> nodes;
    for (std::size_t i = 0; i < place.value->elements.size(); ++i) nodes.push_back(schema(place.element(i)));
    return nodes;
}

void Compiler::Build::ignore(Node&, const Place&) {}

void Compiler::Build::reference(Node& node, const Place& place) {
    expect(place.value->is(Kind::string), place, "a URI reference");
    Place target = registry_.resolve(place, place.value->text);
    if (registry_.find(*target.value) == nullptr) registry_.add_part(target);
    const Node* other = schema(*registry_.find(*target.value));
    more(node).all.push_back(other);
}

void Compiler::Build::dynamic_reference(Node& node, const Place& place) {
    expect(place.value->is(Kind::string), place, "a URI reference");
    const Place target = registry_.resolve(place, place.value->text);
    if (registry_.find(*target.value) == nullptr) registry_.add_part(target);
    const Place known = *registry_.find(*target.value);
    const Value* anchor = known.value->find("$dynamicAnchor");
    const std::string_view fragment =
        place.value->text.substr(std::min(place.value->text.find('#'), place.value->text.size() - 1) + 1);
    const Node* other = schema(known);
    // It is dynamic only where it leads to a dynamic anchor in the first place (Core §8.2.3.2).
    if (anchor == nullptr || anchor->text != fragment) {
        more(node).all.push_back(other);
        return;
    }
    more(node).dynamic_name = anchor->text;
    more(node).dynamic_target = other;
    tables_->dynamic_anchors[std::string(anchor->text)];
}

void Compiler::Build::type(Node& node, const Place& place) {
    Types types = 0;
    const auto add = [&](const Place& at) {
        const auto known = std::find_if(kTypeWords.begin(), kTypeWords.end(),
                                        [&](const auto& pair) { return pair.first == at.value->text; });
        if (!at.value->is(Kind::string) || known == kTypeWords.end())
            throw at.error("expected null, boolean, integer, number, string, array or object; found " +
                           shown(*at.value));
        types = static_cast<Types>(types | known->second);
    };
    if (place.value->is(Kind::array))
        for (std::size_t i = 0; i < place.value->elements.size(); ++i) add(place.element(i));
    else
        add(place);
    if (types == 0) throw place.error("expected at least one type");
    node.types = static_cast<Types>(types | (node.null_passes ? kNull : 0));
    node.null_passes = false;
}

// OpenAPI 3.0.3 §4.7.24.2: it adds null to `type`, where there is one; an enum must list null itself.
void Compiler::Build::nullable(Node& node, const Place& place) {
    expect(place.value->is(Kind::boolean), place, "true or false");
    if (!place.value->boolean) return;
    if (node.types == kAnyType)
        node.null_passes = true; // until type() takes it up, or object() finds that there is none
    else
        node.types = static_cast<Types>(node.types | kNull);
}

Slice Compiler::Build::scalars(const std::vector<const Value*>& values) {
    const Slice slice{static_cast<std::uint32_t>(tables_->values.size()),
                      static_cast<std::uint32_t>(values.size())};
    for (const Value* value : values) {
        EnumValue& scalar = tables_->values.emplace_back();
        scalar.kind = value->kind;
        scalar.boolean = value->boolean;
        scalar.text = value->text;
        if (value->is(Kind::number)) scalar.number = json::Decimal::parse(value->text);
    }
    if (slice.count <= kLongList) return slice;
    auto& list = tables_->long_lists[slice.first];
    for (const Value* value : values) list.push_back(canonical(*value));
    std::sort(list.begin(), list.end());
    return slice;
}

void Compiler::Build::enumeration(Node& node, const Place& place) {
    expect(place.value->is(Kind::array), place, "an array of values");
    const std::vector<const Value*> values = elements_of(place);
    note(node).expected_values = values.empty() ? "one of no values" : "one of " + words(values);
    node.has_scalar_checks = true;
    if (values.empty()) more(node).values.emplace_back(); // what no value's bytes are
    if (std::any_of(values.begin(), values.end(), is_container)) {
        for (const Value* value : values) more(node).values.push_back(canonical(*value));
        std::sort(more(node).values.begin(), more(node).values.end());
        return;
    }
    node.values = scalars(values);
    std::vector<std::string_view> strings;
    for (const Value* value : values)
        if (value->is(Kind::string)) strings.push_back(value->text);
    if (auto set = WordSet::make(strings)) node.words = &tables_->word_sets.emplace_back(std::move(*set));
}

void Compiler::Build::constant(Node& node, const Place& place) {
    note(node).expected_constant = "the value " + words({place.value});
    node.has_scalar_checks = true;
    if (is_container(place.value))
        more(node).constant.push_back(canonical(*place.value));
    else
        node.constant = scalars({place.value});
}

void Compiler::Build::known_values(Node& node, const Place& place) {
    expect(place.value->is(Kind::array), place, "an array of values");
    const std::vector<const Value*> values = elements_of(place);
    if (std::any_of(values.begin(), values.end(), is_container))
        throw place.error("expected strings, numbers, booleans or null");
    note(node).expected_known = "one of " + words(values);
    node.known_values = scalars(values);
    tables_->gives_advice = true;
    node.has_scalar_checks = true;
}

void Compiler::Build::evidence(Node& node, const Place& place) {
    const auto word = [&](const Place& at) {
        const auto known = at.value->is(Kind::string) ? parse_evidence(at.value->text) : std::nullopt;
        if (!known) throw at.error("expected documented, published or inferred; found " + shown(*at.value));
        return *known;
    };
    if (!place.value->is(Kind::object)) {
        note(node).evidence = word(place);
        return;
    }
    for (const auto& member : place.value->members)
        note(node).keyword_evidence.emplace_back(member.name, word(place.member(member.name)));
}

void Compiler::Build::max_length(Node& node, const Place& place) {
    node.max_length = length(place);
    node.has_scalar_checks = true;
}

void Compiler::Build::min_length(Node& node, const Place& place) {
    node.min_length = length(place);
    node.has_scalar_checks = true;
}

const Pattern& Compiler::Build::compiled_pattern(const Place& place, std::string_view text) {
    // Drafts before 2019-09 do not ask for the `u` flag.
    const bool is_unicode = place.resource->draft == Draft::draft2020_12;
    const PatternSyntax syntax = is_unicode ? PatternSyntax::unicode : PatternSyntax::annex_b;
    auto [entry, is_new] = patterns_.try_emplace({syntax, std::string(text)}, nullptr);
    if (!is_new) return *entry->second;
    auto pattern = Pattern::compile(text, syntax);
    if (const auto* error = std::get_if<PatternError>(&pattern)) {
        patterns_.erase(entry);
        throw place.error("expected a regular expression of ECMA-262: at " + std::to_string(error->offset) +
                          ", " + error->reason);
    }
    entry->second = &tables_->patterns.emplace_back(std::move(std::get<Pattern>(pattern)));
    return *entry->second;
}

void Compiler::Build::pattern(Node& node, const Place& place) {
    expect(place.value->is(Kind::string), place, "a string");
    node.pattern = &compiled_pattern(place, place.value->text);
    node.has_scalar_checks = true;
    note(node).pattern = place.value->text;
}

void Compiler::Build::format(Node& node, const Place& place) {
    expect(place.value->is(Kind::string), place, "a string");
    if (!options_.assert_formats) return;
    const Format* format = find_format(place.value->text);
    if (format == nullptr) {
        std::vector<std::string_view> known;
        for (const Format& each : formats()) known.push_back(each.name);
        return tell(place, "the format \"" + std::string(place.value->text) + "\" is not checked",
                    nearest(place.value->text, known));
    }
    (format->of_numbers ? node.number_format : node.format) = format->check;
    node.has_scalar_checks = true;
    note(node).format = place.value->text;
}

void Compiler::Build::minimum(Node& node, const Place& place) {
    expect(place.value->is(Kind::number), place, "a number");
    Bounds& bounds = this->bounds(node);
    const bool exclusive = is_flagged(place, "exclusiveMinimum");
    (exclusive ? bounds.exclusive_minimum : bounds.minimum) = json::Decimal::parse(place.value->text);
    expected_bounds(bounds, place);
}

void Compiler::Build::maximum(Node& node, const Place& place) {
    expect(place.value->is(Kind::number), place, "a number");
    Bounds& bounds = this->bounds(node);
    const bool exclusive = is_flagged(place, "exclusiveMaximum");
    (exclusive ? bounds.exclusive_maximum : bounds.maximum) = json::Decimal::parse(place.value->text);
    expected_bounds(bounds, place);
}

void Compiler::Build::exclusive_minimum(Node& node, const Place& place) {
    if (is_flag(place.resource->draft)) return expect(place.value->is(Kind::boolean), place, "true or false");
    expect(place.value->is(Kind::number), place, "a number");
    bounds(node).exclusive_minimum = json::Decimal::parse(place.value->text);
    expected_bounds(bounds(node), place);
}

void Compiler::Build::exclusive_maximum(Node& node, const Place& place) {
    if (is_flag(place.resource->draft)) return expect(place.value->is(Kind::boolean), place, "true or false");
    expect(place.value->is(Kind::number), place, "a number");
    bounds(node).exclusive_maximum = json::Decimal::parse(place.value->text);
    expected_bounds(bounds(node), place);
}

// `at least 0 and less than 100`, from the keywords beside this one.
void Compiler::Build::expected_bounds(Bounds& bounds, const Place& place) {
    bounds.expected.clear();
    const auto add = [&](const char* keyword, const char* text) {
        const Value* limit = place.parent->find(keyword);
        if (limit == nullptr || !limit->is(Kind::number)) return;
        bounds.expected += bounds.expected.empty() ? "" : " and ";
        bounds.expected.append(text).append(limit->text);
    };
    const auto inclusive = [&](const char* flag, const char* yes, const char* no) {
        const Value* exclusive = place.parent->find(flag);
        return exclusive != nullptr && exclusive->boolean ? no : yes;
    };
    add("minimum", inclusive("exclusiveMinimum", "at least ", "more than "));
    add("exclusiveMinimum", "more than ");
    add("maximum", inclusive("exclusiveMaximum", "at most ", "less than "));
    add("exclusiveMaximum", "less than ");
}

void Compiler::Build::multiple_of(Node& node, const Place& place) {
    const json::Decimal divisor =
        place.value->is(Kind::number) ? json::Decimal::parse(place.value->text) : json::Decimal();
    expect(divisor > json::Decimal(), place, "a number greater than 0");
    Bounds& bounds = this->bounds(node);
    bounds.multiple_of = divisor;
    bounds.expected_multiple = "a multiple of " + std::string(place.value->text);
}

void Compiler::Build::min_items(Node& node, const Place& place) {
    counts(node).min_items = whole_number(place);
}
void Compiler::Build::max_items(Node& node, const Place& place) {
    counts(node).max_items = whole_number(place);
}
void Compiler::Build::min_properties(Node& node, const Place& place) {
    counts(node).min_properties = whole_number(place);
}
void Compiler::Build::max_properties(Node& node, const Place& place) {
    counts(node).max_properties = whole_number(place);
}

void Compiler::Build::unique_items(Node& node, const Place& place) {
    expect(place.value->is(Kind::boolean), place, "true or false");
    if (place.value->boolean) more(node).unique_items = true;
}

void Compiler::Build::all_of(Node& node, const Place& place) {
    const std::vector<const Node*> branches = schemas(place);
    more(node).all.insert(more(node).all.end(), branches.begin(), branches.end());
}
void Compiler::Build::any_of(Node& node, const Place& place) {
    more(node).any = schemas(place);
}
void Compiler::Build::one_of(Node& node, const Place& place) {
    more(node).one = schemas(place);
}
void Compiler::Build::negation(Node& node, const Place& place) {
    more(node).negated = schema(place);
}

void Compiler::Build::condition(Node& node, const Place& place) {
    const Place consequence = beside(place, "then");
    const Place alternative = beside(place, "else");
    more(node).condition = schema(place);
    if (consequence.value != nullptr) more(node).consequence = schema(consequence);
    if (alternative.value != nullptr) more(node).alternative = schema(alternative);
}

void Compiler::Build::dependent_schemas(Node& node, const Place& place) {
    expect(place.value->is(Kind::object), place, "an object of schemas");
    for (const auto& member : place.value->members)
        more(node).dependencies.push_back({member.name, schema(place.member(member)), {}});
}

void Compiler::Build::dependent_required(Node& node, const Place& place) {
    expect(place.value->is(Kind::object), place, "an object of arrays of names");
    for (const auto& [name, value] : place.value->members) {
        const Place names = place.member(name);
        expect(value.is(Kind::array), names, "an array of names");
        Dependency dependency{name, nullptr, {}};
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            expect(value.elements[i].is(Kind::string), names.element(i), "a name");
            dependency.required.push_back(value.elements[i].text);
        }
        more(node).dependencies.push_back(std::move(dependency));
    }
}

// Until draft 7, both in one.
void Compiler::Build::dependencies(Node& node, const Place& place) {
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
        more(node).dependencies.push_back(std::move(dependency));
    }
}

void Compiler::Build::prefix_items(Node& node, const Place& place) {
    more(node).prefix_items = schemas(place);
}

void Compiler::Build::items(Node& node, const Place& place) {
    if (!place.value->is(Kind::array) || place.resource->draft == Draft::draft2020_12) {
        node.items = schema(place);
        node.has_items = true;
        return;
    }
    for (std::size_t i = 0; i < place.value->elements.size(); ++i)
        more(node).prefix_items.push_back(schema(place.element(i)));
    const Place rest = beside(place, "additionalItems");
    if (rest.value == nullptr) return;
    node.items = schema(rest);
    node.has_items = true;
}

void Compiler::Build::contains(Node& node, const Place& place) {
    more(node).contains = schema(place);
}
void Compiler::Build::min_contains(Node& node, const Place& place) {
    more(node).min_contains = whole_number(place);
}
void Compiler::Build::max_contains(Node& node, const Place& place) {
    more(node).max_contains = whole_number(place);
}

void Compiler::Build::pattern_properties(Node& node, const Place& place) {
    expect(place.value->is(Kind::object), place, "an object of schemas");
    for (const auto& member : place.value->members) {
        const Place at = place.member(member);
        const Pattern& pattern = compiled_pattern(at, member.name);
        const Node* target = schema(at);
        more(node).pattern_properties.emplace_back(&pattern, target);
    }
}

void Compiler::Build::property_names(Node& node, const Place& place) {
    more(node).property_names = schema(place);
}

void Compiler::Build::additional_properties(Node& node, const Place& place) {
    node.has_additional = true;
    if (place.value->is(Kind::boolean) && !place.value->boolean)
        node.unnamed = Unnamed::forbidden;
    else
        node.additional = schema(place);
}

void Compiler::Build::unevaluated_items(Node& node, const Place& place) {
    more(node).unevaluated_items = schema(place);
}
void Compiler::Build::unevaluated_properties(Node& node, const Place& place) {
    more(node).unevaluated_properties = schema(place);
}

// OpenAPI 3.1 §4.8.25: which of oneOf or anyOf is meant. It decides nothing, but says what to report.
void Compiler::Build::discriminator(Node& node, const Place& place) {
    const Value* name = place.value->find("propertyName");
    if (name == nullptr) return;
    more(node).discriminator = name->text;
    auto& mapping = more(node).mapping;
    const Place given = place.member("mapping");
    if (given.value != nullptr)
        for (const auto& [value, reference] : given.value->members) {
            const Place at = given.member(value);
            expect(reference.is(Kind::string), at, "a schema's name or a URI reference");
            if (reference.text.find_first_of("/#.") == std::string_view::npos) continue;
            mapping.emplace_back(value, schema(registry_.resolve(at, reference.text)));
        }
    for (const char* word : {"oneOf", "anyOf"}) {
        const Place branches = beside(place, word);
        if (branches.value == nullptr) continue;
        for (std::size_t i = 0; i < branches.value->elements.size(); ++i) {
            const Place branch = branches.element(i);
            const Value* reference = branch.value->find("$ref");
            if (reference == nullptr) continue;
            mapping.emplace_back(reference->text.substr(reference->text.rfind('/') + 1), schema(branch));
        }
    }
}

} // namespace understudy::schema
