#include "validator/schema/evaluate/tree_evaluator.hpp"

#include <algorithm>

#include "validator/json/canonical.hpp"
#include "validator/schema/evaluate/scoped.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Member;
using json::Value;

// Keeps the stack safe where a schema leads through many references at each level of a deep value.
constexpr std::size_t kMostNested = 6000;
// Half of what threads mostly have: the size of a level differs much from build to build.
constexpr std::size_t kMostStack = std::size_t{4} << 20;

[[gnu::noinline]] const char* stack_top() {
    return static_cast<const char*>(__builtin_frame_address(0));
}
// How many canonical bytes are made in the time of a step.
constexpr std::size_t kBytesOfStep = 32;

} // namespace

void TreeEvaluator::evaluate(const Node& node, const Value& value, const char* text, BreachSink& sink) {
    text_ = text;
    sink_ = &sink;
    steps_.clear();
    scope_.clear();
    open_.clear();
    nested_ = 0;
    stack_ = stack_top();
    is_kept_ = false;
    location(node, value);
}

// A value at a place of its own in the instance, against all that applies there.
bool TreeEvaluator::location(const Node& node, const Value& value) {
    return node.composed == nullptr || is_kept_ ? in_place(node, value, nullptr, true) : kept(node, value);
}

// The outermost value that calls for more than one look. Several schemas may apply to what is in it: which
// names none of them has is known when all are done, and which are given twice is the same for all.
bool TreeEvaluator::kept(const Node& node, const Value& value) {
    const Restored<bool> keeping(is_kept_, true);
    bool conforms = false;
    const bool was_spent = effort_.is_spent();
    names_.clear();
    try {
        conforms = in_place(node, value, nullptr, true);
        report_undocumented(value, names_.sums());
    } catch (const Undecided& undecided) {
        // Where all is spent, the rest of the document is left alone.
        if (!was_spent)
            report(node, Rule::schema_mismatch, "", at(value),
                   "a value that can be checked against its schema", undecided.reason);
    }
    report_all_duplicates(value, node);
    return conforms;
}

void TreeEvaluator::spend(std::uint64_t steps) {
    if (is_kept_ && !effort_.spend(steps))
        throw Undecided{"one that takes too long: part of the document is not checked"};
}

// A schema that applies to the same value as the one that leads to it.
bool TreeEvaluator::branch(const Node& node, const Value& value, Evaluated* evaluated) {
    if (evaluated == nullptr) return in_place(node, value, nullptr, false);
    Evaluated own;
    const bool conforms = in_place(node, value, &own, false);
    // What a schema has looked at in vain is reported already, and is not undocumented as well.
    if (conforms || !is_quiet()) evaluated->add(own);
    return conforms;
}

bool TreeEvaluator::is_valid(const Node& node, const Value& value, Evaluated* evaluated) {
    const Restored<BreachSink*> quiet(sink_, nullptr);
    const std::size_t mark = names_.mark();
    const bool conforms = branch(node, value, evaluated);
    if (!conforms) names_.forget(mark);
    return conforms;
}

// `evaluated` is this node's alone: what its neighbours have looked at does not count for it.
bool TreeEvaluator::in_place(const Node& node, const Value& value, Evaluated* evaluated, bool is_location) {
    const Restored<std::size_t> deeper(nested_, nested_ + 1);
    spend(1 + node.property_count / 16);
    const auto stack = static_cast<std::size_t>(stack_ - stack_top()); // it grows downwards
    if (nested_ > kMostNested || stack > kMostStack) throw Undecided{"schemas that never end"};
    if (value.is(Kind::null) && node.null_passes) return true;
    if ((node.types & type_of(value)) == 0) {
        const bool word = value.is(Kind::boolean);
        const bool conforms =
            wrong_type(node, at(value), type_of(value), word ? value.boolean ? "true" : "false" : value.text);
        if (!is_kept_) location(tables_.anything(), value); // names may be given twice in it
        return conforms;
    }
    if (node.composed != nullptr && node.composed->leads_back)
        return in_circle(node, value, evaluated, is_location);
    return held(node, value, evaluated, is_location);
}

// A child says allOf of its parent, and the parent's discriminator leads to the child. The second time
// around, the parent is asked only for what it has looked at: its breaches are reported already.
bool TreeEvaluator::in_circle(const Node& node, const Value& value, Evaluated* evaluated, bool is_location) {
    const std::pair<const Composition*, const Value*> here(node.composed, &value);
    const auto times = std::count(open_.begin(), open_.end(), here);
    if (times > 1) return true;
    const Pushed open(open_, here);
    if (times == 0) return held(node, value, evaluated, is_location);
    const Restored<BreachSink*> quiet(sink_, nullptr);
    held(node, value, evaluated, is_location);
    return true;
}

bool TreeEvaluator::held(const Node& node, const Value& value, Evaluated* evaluated, bool is_location) {
    const std::size_t scope = scope_.size();
    if (tables_.is_dynamic && (scope == 0 || scope_.back() != node.resource)) scope_.push_back(node.resource);

    Evaluated own;
    const bool is_asked = node.composed != nullptr && (node.composed->unevaluated_items != nullptr ||
                                                       node.composed->unevaluated_properties != nullptr);
    if (is_asked && evaluated == nullptr) evaluated = &own;
    bool conforms = itself(node, value);
    if (value.is(Kind::object)) conforms = object(node, value, evaluated, is_location) && conforms;
    if (value.is(Kind::array)) conforms = array(node, value, evaluated) && conforms;
    if (node.composed != nullptr && (conforms || !is_quiet()))
        conforms = applied(node, value, evaluated) && conforms;
    if (is_asked && (conforms || !is_quiet())) conforms = unevaluated(node, value, *evaluated) && conforms;
    if (!conforms && node.composed != nullptr && enters_names()) names_.add_muted(value);
    scope_.resize(scope);
    return conforms;
}

// What a scalar, or an array or object taken as one value, must be.
bool TreeEvaluator::itself(const Node& node, const Value& value) {
    const bool conforms = node.composed == nullptr || listed(node, value);
    switch (value.kind) {
        case Kind::null:
            return check_null(node, at(value)) && conforms;
        case Kind::boolean:
            return check_boolean(node, at(value), value.boolean) && conforms;
        case Kind::number:
            return check_number(node, at(value), value.text) && conforms;
        case Kind::string:
            return check_string(node, at(value), value.text) && conforms;
        default:
            return check_container(node, at(value), type_of(value)) && conforms;
    }
}

// An enum or const that has arrays or objects among its values.
bool TreeEvaluator::listed(const Node& node, const Value& value) {
    const Composition& composed = *node.composed;
    if (composed.values.empty() && composed.constant.empty()) return true;
    std::string bytes;
    json::append_canonical(value, bytes);
    spend(bytes.size() / kBytesOfStep);
    const auto has = [&](const std::vector<std::string>& values) {
        return values.empty() || std::binary_search(values.begin(), values.end(), bytes);
    };
    const NodeNote& note = tables_.note(node);
    const char* found = found_words(type_of(value));
    if (!has(composed.constant))
        return report(node, Rule::value_mismatch, "const", at(value), note.expected_constant, found);
    if (!has(composed.values))
        return report(node, Rule::enum_unknown_value, "enum", at(value), note.expected_values, found);
    return true;
}

bool TreeEvaluator::object(const Node& node, const Value& value, Evaluated* evaluated, bool is_location) {
    const bool is_simple = is_location && node.composed == nullptr;
    std::vector<char> seen(node.property_count);
    bool conforms = true;
    if (is_simple && node.unnamed == Unnamed::undocumented && enters_names()) names_.add_names(value);
    for (std::size_t i = 0; i < value.members.size(); ++i) {
        conforms = member(node, value, i, evaluated, seen, is_simple) && conforms;
        if (!conforms && is_quiet()) return false;
    }
    if (is_simple && !is_kept_) report_duplicates(value, false, node);
    if (node.property_count != 0) conforms = missing(node, value, seen) && conforms;
    if (node.counts != nullptr)
        conforms = check_property_count(node, text_ + value.end - 1, value.members.size()) && conforms;
    return conforms;
}

bool TreeEvaluator::member(const Node& node, const Value& value, std::size_t index, Evaluated* evaluated,
                           std::vector<char>& seen, bool is_simple) {
    const Member& member = value.members[index];
    const Property* property = node.property_count == 0 ? nullptr : tables_.find_property(node, member.name);
    const Pushed step(steps_, Step{member.name, 0, property != nullptr});
    const char* const name_at = text_ + member.value.name_offset;
    if (property != nullptr) {
        char& was_seen = seen[static_cast<std::size_t>(property - node.properties)];
        if (was_seen != 0 && is_simple && !is_kept_) report_duplicate(name_at);
        was_seen = 1;
    }
    bool conforms = true;
    bool is_known = property != nullptr && property->named;
    if (is_known) {
        conforms = location(*property->node, member.value);
        if (enters_names()) names_.add_named(value, index);
    }
    if (node.composed != nullptr) {
        spend(node.composed->pattern_properties.size());
        for (const auto& [pattern, schema] : node.composed->pattern_properties) {
            if (pattern == nullptr) {
                is_known = true;
                continue;
            }
            const Pattern::Result result = search(*pattern, member.name);
            if (result == Pattern::Result::no_match) continue;
            is_known = true;
            conforms = (result == Pattern::Result::match
                            ? location(*schema, member.value)
                            : report(node, Rule::pattern_mismatch, "patternProperties", name_at,
                                     "a name that a pattern can be matched against",
                                     "one that takes too long to decide")) &&
                       conforms;
        }
        if (node.composed->property_names != nullptr) {
            Value name;
            name.kind = Kind::string;
            name.text = member.name;
            name.offset = member.value.name_offset;
            conforms = location(*node.composed->property_names, name) && conforms;
        }
    }
    if (!is_known) {
        const bool is_told = node.unnamed == Unnamed::forbidden ||
                             (node.unnamed == Unnamed::undocumented && is_simple && !is_kept_);
        if (is_told) report_unnamed(node, name_at);
        if (node.unnamed == Unnamed::forbidden) conforms = false;
        const Node& schema = is_told ? tables_.anything() : *node.additional;
        conforms = location(schema, member.value) && conforms;
        is_known = node.has_additional;
    }
    if (is_known && evaluated != nullptr) Evaluated::mark(evaluated->members, index);
    if (is_known && enters_names()) names_.add_known(value, index);
    return conforms;
}

bool TreeEvaluator::missing(const Node& node, const Value& value, const std::vector<char>& seen) {
    bool conforms = true;
    for (std::uint32_t i = 0; i < node.property_count; ++i) {
        const std::uint64_t bits = tables_.required_words[node.required_words + i / 64];
        if ((bits >> (i % 64) & 1U) == 0 || seen[i] != 0) continue;
        conforms = missing_one(node, value, "required", node.properties[i].name, true);
    }
    return conforms;
}

bool TreeEvaluator::missing_one(const Node& node, const Value& value, std::string_view keyword,
                                std::string_view name, bool is_named) {
    const Pushed step(steps_, Step{name, 0, is_named});
    return report(node, Rule::property_missing, keyword, text_ + value.end - 1, "a required property",
                  "nothing");
}

bool TreeEvaluator::array(const Node& node, const Value& value, Evaluated* evaluated) {
    bool conforms = true;
    const std::size_t prefix = node.composed == nullptr ? 0 : node.composed->prefix_items.size();
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        const Pushed step(steps_, Step{{}, i + 1, false});
        const Node& schema = i < prefix ? *node.composed->prefix_items[i] : *node.items;
        conforms = location(schema, value.elements[i]) && conforms;
        if (!conforms && is_quiet()) return false;
        const bool is_told = i < prefix || node.has_items;
        if (evaluated != nullptr && is_told) Evaluated::mark(evaluated->elements, i);
    }
    if (node.composed != nullptr && node.composed->contains != nullptr)
        conforms = contains(node, value, evaluated) && conforms;
    if (node.composed != nullptr && node.composed->unique_items) conforms = unique(node, value) && conforms;
    if (node.counts != nullptr)
        conforms = check_item_count(node, text_ + value.end - 1, value.elements.size()) && conforms;
    return conforms;
}

bool TreeEvaluator::contains(const Node& node, const Value& value, Evaluated* evaluated) {
    const Composition& composed = *node.composed;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        if (!is_valid(*composed.contains, value.elements[i], nullptr)) continue;
        ++count;
        if (evaluated != nullptr && composed.contains_evaluates) Evaluated::mark(evaluated->elements, i);
    }
    const std::string found = std::to_string(count) + " of " + std::to_string(value.elements.size());
    if (count < composed.min_contains)
        return report(
            node, Rule::array_size, "contains", at(value),
            "at least " + std::to_string(composed.min_contains) + " elements that `contains` allows", found);
    if (count > composed.max_contains)
        return report(node, Rule::array_size, "maxContains", at(value),
                      "at most " + std::to_string(composed.max_contains) + " elements that `contains` allows",
                      found);
    return true;
}

bool TreeEvaluator::unique(const Node& node, const Value& value) {
    // Sorted and not hashed: no values can be chosen to make it slow.
    std::vector<std::pair<std::string, std::size_t>> elements(value.elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        json::append_canonical(value.elements[i], elements[i].first);
        elements[i].second = i;
        spend(1 + elements[i].first.size() / kBytesOfStep);
    }
    std::sort(elements.begin(), elements.end());
    const auto twice = std::adjacent_find(elements.begin(), elements.end(),
                                          [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twice == elements.end()) return true;
    return report(node, Rule::array_not_unique, "uniqueItems", at(value), "each element once",
                  "equal ones, the first at " + std::to_string(twice->second) + " and " +
                      std::to_string((twice + 1)->second));
}

} // namespace understudy::schema
