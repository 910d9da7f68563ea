#include "validator/schema/evaluate/checks.hpp"

#include "validator/json/canonical.hpp"
#include "validator/text/string_length.hpp"

namespace understudy::schema {
namespace {

using json::Kind;

std::string count_of(std::uint64_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string characters(std::string_view text) {
    return "a string of " + count_of(text::count_code_points(text), "character", "characters");
}

Types type_of(Kind kind, std::string_view text) {
    switch (kind) {
        case Kind::null:
            return kNull;
        case Kind::boolean:
            return kBoolean;
        case Kind::number:
            return json::is_integer(text) ? kInteger : kFraction;
        default:
            return kString;
    }
}

} // namespace

Types type_of(const json::Value& value) {
    switch (value.kind) {
        case Kind::null:
            return kNull;
        case Kind::boolean:
            return kBoolean;
        case Kind::number:
            return json::is_integer(value.text) ? kInteger : kFraction;
        case Kind::string:
            return kString;
        case Kind::array:
            return kArray;
        default:
            return kObject;
    }
}

std::string type_words(Types types) {
    struct Word {
        Types types;
        const char* text;
    };
    // `number` before `integer`: it covers it.
    constexpr Word kWords[] = {{kString, "string"},   {kNumber, "number"}, {kInteger, "integer"},
                               {kBoolean, "boolean"}, {kObject, "object"}, {kArray, "array"},
                               {kNull, "null"}};
    std::string text;
    for (const auto& [word_types, word] : kWords) {
        if ((types & word_types) != word_types) continue;
        types = static_cast<Types>(types & ~word_types);
        if (!text.empty()) text += " or ";
        text += word;
    }
    return text;
}

const char* found_words(Types type) {
    switch (type) {
        case kNull:
            return "null";
        case kBoolean:
            return "a boolean";
        case kInteger:
            return "an integer";
        case kFraction:
            return "a number with a fraction";
        case kString:
            return "a string";
        case kArray:
            return "an array";
        default:
            return "an object";
    }
}

bool Checks::check_null(const Node& node, const char* at) {
    if (node.null_passes) return true;
    if ((node.types & kNull) == 0) return wrong_type(node, at, kNull, {});
    return !node.has_scalar_checks || check_words(node, at, Kind::null, false, {}, {});
}

bool Checks::check_boolean(const Node& node, const char* at, bool value) {
    const std::string_view text = value ? "true" : "false";
    if ((node.types & kBoolean) == 0) return wrong_type(node, at, kBoolean, text);
    return !node.has_scalar_checks || check_words(node, at, Kind::boolean, value, {}, text);
}

bool Checks::check_string(const Node& node, const char* at, std::string_view value) {
    if ((node.types & kString) == 0) return wrong_type(node, at, kString, value);
    bool conforms = check_words(node, at, Kind::string, false, value, value);
    const auto breaks = [&](Rule rule, const char* keyword, std::string expected) {
        conforms =
            report(node, rule, keyword, at, std::move(expected), sink_ ? characters(value) : "", value);
    };
    if (value.size() > node.max_length && text::count_code_points(value) > node.max_length)
        breaks(Rule::length_exceeded, "maxLength",
               "at most " + count_of(node.max_length, "character", "characters"));
    if (node.min_length != 0 && text::count_code_points(value) < node.min_length)
        breaks(Rule::length_short, "minLength",
               "at least " + count_of(node.min_length, "character", "characters"));
    if (node.format != nullptr && !node.format(value))
        breaks(Rule::format_invalid, "format", "format " + tables_.note(node).format);
    if (node.pattern == nullptr) return conforms;
    const Pattern::Result result = search(*node.pattern, value);
    if (result == Pattern::Result::no_match)
        breaks(Rule::pattern_mismatch, "pattern", "a match of " + tables_.note(node).pattern);
    if (result == Pattern::Result::limit)
        breaks(Rule::pattern_mismatch, "pattern",
               "a match of " + tables_.note(node).pattern + ", which takes too long to decide");
    return conforms;
}

bool Checks::check_number(const Node& node, const char* at, std::string_view literal) {
    if (node.types == kAnyType && !node.has_scalar_checks) return true;
    const Types type = type_of(Kind::number, literal);
    if ((node.types & type) == 0) return wrong_type(node, at, type, literal);
    if (!node.has_scalar_checks) return true;
    bool conforms = check_words(node, at, Kind::number, false, literal, literal);
    if (node.number_format != nullptr && !node.number_format(literal))
        conforms = report(node, Rule::format_invalid, "format", at, "format " + tables_.note(node).format,
                          found_words(type), literal, false);
    if (node.bounds == kNoLimit) return conforms;
    return check_bounds(node, at, literal, json::Decimal::parse(literal)) && conforms;
}

bool Checks::check_bounds(const Node& node, const char* at, std::string_view literal,
                          const json::Decimal& number) {
    const Bounds& bounds = tables_.bounds[node.bounds];
    bool conforms = true;
    const auto expect = [&](bool holds, const char* keyword, const std::string& expected) {
        if (holds) return;
        conforms = report(node, Rule::number_out_of_range, keyword, at, expected,
                          found_words(type_of(Kind::number, literal)), literal, false);
    };
    if (bounds.minimum) expect(number >= *bounds.minimum, "minimum", bounds.expected);
    if (bounds.exclusive_minimum)
        expect(number > *bounds.exclusive_minimum, "exclusiveMinimum", bounds.expected);
    if (bounds.maximum) expect(number <= *bounds.maximum, "maximum", bounds.expected);
    if (bounds.exclusive_maximum)
        expect(number < *bounds.exclusive_maximum, "exclusiveMaximum", bounds.expected);
    if (bounds.multiple_of)
        expect(is_multiple(number, *bounds.multiple_of), "multipleOf", bounds.expected_multiple);
    return conforms;
}

bool Checks::check_container(const Node& node, const char* at, Types type) {
    if ((node.types & type) == 0) return wrong_type(node, at, type, {});
    if (node.constant.count != 0)
        return report(node, Rule::value_mismatch, "const", at, tables_.note(node).expected_constant,
                      found_words(type));
    if (node.values.count != 0)
        return report(node, Rule::enum_unknown_value, "enum", at, tables_.note(node).expected_values,
                      found_words(type));
    return true;
}

bool Checks::check_item_count(const Node& node, const char* at, std::uint64_t count) {
    const Counts& counts = *node.counts;
    const std::string found = "an array of " + count_of(count, "element", "elements");
    if (count > counts.max_items)
        return report(node, Rule::array_size, "maxItems", at,
                      "at most " + count_of(counts.max_items, "element", "elements"), found);
    if (count < counts.min_items)
        return report(node, Rule::array_size, "minItems", at,
                      "at least " + count_of(counts.min_items, "element", "elements"), found);
    return true;
}

bool Checks::check_property_count(const Node& node, const char* at, std::uint64_t count) {
    const Counts& counts = *node.counts;
    const std::string found = "an object of " + count_of(count, "member", "members");
    if (count > counts.max_properties)
        return report(node, Rule::object_size, "maxProperties", at,
                      "at most " + count_of(counts.max_properties, "member", "members"), found);
    if (count < counts.min_properties)
        return report(node, Rule::object_size, "minProperties", at,
                      "at least " + count_of(counts.min_properties, "member", "members"), found);
    return true;
}

bool Checks::check_words(const Node& node, const char* at, Kind kind, bool boolean, std::string_view text,
                         std::string_view value) {
    const auto found = [&](Slice slice) {
        if (slice.count == 0) return true;
        if (slice.count > kLongList) return listed_among_many(slice, kind, boolean, text);
        return kind == Kind::number ? listed_number(slice, json::Decimal::parse(text))
                                    : listed(slice, kind, boolean, text);
    };
    bool conforms = true;
    const auto breaks = [&](Rule rule, const char* keyword, const std::string& expected) {
        if (sink_ == nullptr) return;
        const std::string what = kind == Kind::string ? characters(text) : found_words(type_of(kind, text));
        report(node, rule, keyword, at, expected, what, value, kind == Kind::string);
    };
    const NodeNote& note = tables_.note(node);
    if (!found(node.constant)) {
        breaks(Rule::value_mismatch, "const", note.expected_constant);
        conforms = false;
    }
    if (!found(node.values)) {
        breaks(Rule::enum_unknown_value, "enum", note.expected_values);
        conforms = false;
    }
    // The list is of words or numbers: where null is allowed it need not be among them.
    const bool is_word = kind == Kind::string || kind == Kind::number;
    if (is_word && !found(node.known_values))
        breaks(Rule::value_unlisted, "x-known-values", note.expected_known);
    return conforms;
}

bool Checks::listed(Slice slice, Kind kind, bool boolean, std::string_view text) const {
    for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i) {
        const EnumValue& value = tables_.values[i];
        if (value.kind == kind && value.boolean == boolean && value.text == text) return true;
    }
    return false;
}

bool Checks::listed_among_many(Slice slice, Kind kind, bool boolean, std::string_view text) const {
    json::Value value;
    value.kind = kind;
    value.boolean = boolean;
    value.text = text;
    std::string bytes;
    json::append_canonical(value, bytes);
    const auto& list = tables_.long_lists.at(slice.first);
    return std::binary_search(list.begin(), list.end(), bytes);
}

bool Checks::listed_number(Slice slice, const json::Decimal& number) const {
    for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i)
        if (tables_.values[i].kind == Kind::number && tables_.values[i].number == number) return true;
    return false;
}

bool Checks::wrong_type(const Node& node, const char* at, Types type, std::string_view value) {
    if (node.types == 0) {
        const std::string& expected = tables_.note(node).expected_none;
        if (expected.empty())
            return report(node, Rule::schema_mismatch, "", at, "no value here", found_words(type), value,
                          type == kString);
        report(node, Rule::property_one_way, "", at, expected, found_words(type), value, type == kString);
        return true; // it is an annotation, so it does not affect schemas that are composed
    }
    return report(node, type == kNull ? Rule::null_unexpected : Rule::type_mismatch, "type", at,
                  sink_ ? type_words(node.types) : "", found_words(type), value, type == kString);
}

bool Checks::report(const Node& node, Rule rule, std::string_view keyword, const char* at,
                    std::string expected, std::string found, std::string_view value, bool is_text) {
    if (sink_ == nullptr) return false;
    Breach breach = located(rule, at);
    breach.evidence = tables_.evidence(node, keyword);
    breach.keyword = keyword;
    breach.expected = std::move(expected);
    breach.found = std::move(found);
    breach.has_value = value.data() != nullptr;
    breach.value = value;
    breach.is_text = is_text;
    sink_->add(std::move(breach));
    return false;
}

void Checks::report_duplicate(const char* at) {
    if (sink_ == nullptr) return;
    Breach breach = located(Rule::body_malformed, at);
    breach.expected = "each name once in an object";
    breach.found = "a name given twice";
    sink_->add(std::move(breach));
}

Pattern::Result Checks::search(const Pattern& pattern, std::string_view text) {
    // About as long as a search takes until it is given up, which grows with the text.
    constexpr std::uint64_t kGivenUp = 250'000;
    if (effort_.is_spent()) return Pattern::Result::limit;
    const Pattern::Result result = pattern.search(text);
    if (result != Pattern::Result::limit) return result;
    effort_.spend(kGivenUp + text.size());
    if (sink_ == nullptr) throw Undecided{"a pattern that takes too long to decide"};
    return result;
}

} // namespace understudy::schema
