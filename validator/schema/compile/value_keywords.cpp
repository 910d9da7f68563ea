#include <algorithm>
#include <array>

#include "validator/json/canonical.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/compile/build.hpp"
#include "validator/schema/pattern/pattern.hpp"
#include "validator/schema/pattern/pattern_advice.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/nearest.hpp"

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

std::vector<const Value*> elements_of(const SchemaPlace& place) {
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

// Before draft 6, exclusiveMinimum said of `minimum` whether it is itself allowed.
bool is_flag(Draft draft) {
    return draft <= Draft::openapi_3_0;
}

bool is_flagged(const SchemaPlace& bound, const char* word) {
    const Value* flag = bound.parent->find(word);
    return is_flag(bound.resource->draft) && flag != nullptr && flag->boolean;
}

} // namespace

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

// A limit above any count is as good as none.
std::uint64_t Compiler::Build::whole_number(const SchemaPlace& place) {
    const Value& value = *place.value;
    const bool is_whole = value.is(Kind::number) && json::is_integer(value.text) &&
                          (value.text.front() != '-' || json::Decimal::parse(value.text).digits.empty());
    expect(is_whole, place, "a whole number, 0 or more");
    return json::to_unsigned(value.text).value_or(UINT64_MAX);
}

std::uint32_t Compiler::Build::length(const SchemaPlace& place) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(whole_number(place), kNoLimit));
}

void Compiler::Build::type(Node& node, const SchemaPlace& place) {
    Types types = 0;
    const auto add = [&](const SchemaPlace& at) {
        const auto known = std::find_if(kTypeWords.begin(), kTypeWords.end(),
                                        [&](const auto& pair) { return pair.first == at.value->text; });
        expect(at.value->is(Kind::string) && known != kTypeWords.end(), at,
               "null, boolean, integer, number, string, array or object");
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

// OpenAPI 3.0.3 §4.7.24.2: `nullable` adds null to `type`, if given. An enum must list null itself.
void Compiler::Build::nullable(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::boolean), place, "true or false");
    if (!place.value->boolean) return;
    if (node.types == kAnyType)
        node.null_passes = true; // until type() applies it, or object() finds that `type` is missing
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

void Compiler::Build::enumeration(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::array), place, "an array of values");
    const std::vector<const Value*> values = elements_of(place);
    note(node).expected_values = values.empty() ? "one of no values" : "one of " + words(values);
    node.has_scalar_checks = true;
    if (values.empty()) composed(node).values.emplace_back(); // no value has these bytes
    if (std::any_of(values.begin(), values.end(), is_container)) {
        for (const Value* value : values) composed(node).values.push_back(canonical(*value));
        std::sort(composed(node).values.begin(), composed(node).values.end());
        return;
    }
    node.values = scalars(values);
    std::vector<std::string_view> strings;
    for (const Value* value : values)
        if (value->is(Kind::string)) strings.push_back(value->text);
    if (auto set = WordSet::make(strings)) node.words = &tables_->word_sets.emplace_back(std::move(*set));
}

void Compiler::Build::constant(Node& node, const SchemaPlace& place) {
    note(node).expected_constant = "the value " + words({place.value});
    node.has_scalar_checks = true;
    if (is_container(place.value))
        composed(node).constant.push_back(canonical(*place.value));
    else
        node.constant = scalars({place.value});
}

void Compiler::Build::known_values(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::array), place, "an array of values");
    const std::vector<const Value*> values = elements_of(place);
    if (std::any_of(values.begin(), values.end(), is_container))
        throw place.error("expected strings, numbers, booleans or null");
    note(node).expected_known = "one of " + words(values);
    node.known_values = scalars(values);
    tables_->gives_advice = true;
    node.has_scalar_checks = true;
}

void Compiler::Build::evidence(Node& node, const SchemaPlace& place) {
    const auto word = [&](const SchemaPlace& at) {
        const auto known = at.value->is(Kind::string) ? parse_evidence(at.value->text) : std::nullopt;
        expect(known.has_value(), at, "documented, published or inferred");
        return *known;
    };
    if (!place.value->is(Kind::object)) {
        note(node).evidence = word(place);
        return;
    }
    for (const auto& member : place.value->members)
        note(node).keyword_evidence.emplace_back(member.name, word(place.member(member.name)));
}

void Compiler::Build::max_length(Node& node, const SchemaPlace& place) {
    node.max_length = length(place);
    node.has_scalar_checks = true;
}

void Compiler::Build::min_length(Node& node, const SchemaPlace& place) {
    node.min_length = length(place);
    node.has_scalar_checks = true;
}

// Null, with a note, if the pattern is not checked. JSON Schema only recommends ECMA-262 (Validation §6.3.3),
// so a pattern of another language is no reason to refuse the schema.
const Pattern* Compiler::Build::compiled_pattern(const SchemaPlace& place, std::string_view text) {
    // Drafts before 2019-09 do not mention the `u` flag.
    const bool is_unicode = place.resource->draft >= Draft::draft2019_09;
    const PatternSyntax syntax = is_unicode ? PatternSyntax::punctuation : PatternSyntax::annex_b;
    auto [entry, is_new] = patterns_.try_emplace({syntax, std::string(text)}, nullptr);
    if (!is_new && entry->second != nullptr) return entry->second;
    auto pattern = Pattern::compile(text, syntax);
    if (const auto* error = std::get_if<PatternError>(&pattern)) {
        const std::string reason = "at " + std::to_string(error->offset) + ", " + error->reason;
        const std::string advice = pattern_advice(text, error->offset);
        add_note(place, error->is_legal ? "this pattern is beyond the program: " + reason + "; not checked"
                                        : "expected an ECMA-262 regular expression: " + reason +
                                              "; not checked" + (advice.empty() ? "" : " (" + advice + ")"));
        return nullptr;
    }
    entry->second = &tables_->patterns.emplace_back(std::move(std::get<Pattern>(pattern)));
    return entry->second;
}

void Compiler::Build::pattern(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::string), place, "a string");
    node.pattern = compiled_pattern(place, place.value->text);
    if (node.pattern == nullptr) return;
    node.has_scalar_checks = true;
    note(node).pattern = place.value->text;
}

void Compiler::Build::format(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::string), place, "a string");
    if (!options_.assert_formats) return;
    const Format* format = find_format(place.value->text);
    if (format == nullptr) {
        std::vector<std::string_view> known;
        for (const Format& each : formats()) known.push_back(each.name);
        return add_note(place, "the format \"" + std::string(place.value->text) + "\" is not checked",
                        text::nearest(place.value->text, known));
    }
    (format->of_numbers ? node.number_format : node.format) = format->check;
    node.has_scalar_checks = true;
    note(node).format = place.value->text;
}

void Compiler::Build::minimum(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::number), place, "a number");
    Bounds& bounds = this->bounds(node);
    const bool exclusive = is_flagged(place, "exclusiveMinimum");
    (exclusive ? bounds.exclusive_minimum : bounds.minimum) = json::Decimal::parse(place.value->text);
    expected_bounds(bounds, place);
}

void Compiler::Build::maximum(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::number), place, "a number");
    Bounds& bounds = this->bounds(node);
    const bool exclusive = is_flagged(place, "exclusiveMaximum");
    (exclusive ? bounds.exclusive_maximum : bounds.maximum) = json::Decimal::parse(place.value->text);
    expected_bounds(bounds, place);
}

void Compiler::Build::exclusive_minimum(Node& node, const SchemaPlace& place) {
    if (is_flag(place.resource->draft)) return expect(place.value->is(Kind::boolean), place, "true or false");
    expect(place.value->is(Kind::number), place, "a number");
    bounds(node).exclusive_minimum = json::Decimal::parse(place.value->text);
    expected_bounds(bounds(node), place);
}

void Compiler::Build::exclusive_maximum(Node& node, const SchemaPlace& place) {
    if (is_flag(place.resource->draft)) return expect(place.value->is(Kind::boolean), place, "true or false");
    expect(place.value->is(Kind::number), place, "a number");
    bounds(node).exclusive_maximum = json::Decimal::parse(place.value->text);
    expected_bounds(bounds(node), place);
}

// `at least 0 and less than 100`, from the keywords beside this one.
void Compiler::Build::expected_bounds(Bounds& bounds, const SchemaPlace& place) {
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

void Compiler::Build::multiple_of(Node& node, const SchemaPlace& place) {
    const json::Decimal divisor =
        place.value->is(Kind::number) ? json::Decimal::parse(place.value->text) : json::Decimal();
    expect(divisor > json::Decimal(), place, "a number greater than 0");
    Bounds& bounds = this->bounds(node);
    bounds.multiple_of = divisor;
    bounds.expected_multiple = "a multiple of " + std::string(place.value->text);
}

void Compiler::Build::min_items(Node& node, const SchemaPlace& place) {
    counts(node).min_items = whole_number(place);
}
void Compiler::Build::max_items(Node& node, const SchemaPlace& place) {
    counts(node).max_items = whole_number(place);
}
void Compiler::Build::min_properties(Node& node, const SchemaPlace& place) {
    counts(node).min_properties = whole_number(place);
}
void Compiler::Build::max_properties(Node& node, const SchemaPlace& place) {
    counts(node).max_properties = whole_number(place);
}

void Compiler::Build::unique_items(Node& node, const SchemaPlace& place) {
    expect(place.value->is(Kind::boolean), place, "true or false");
    if (place.value->boolean) composed(node).unique_items = true;
}

void Compiler::Build::min_contains(Node& node, const SchemaPlace& place) {
    composed(node).min_contains = whole_number(place);
}
void Compiler::Build::max_contains(Node& node, const SchemaPlace& place) {
    composed(node).max_contains = whole_number(place);
}

} // namespace understudy::schema
