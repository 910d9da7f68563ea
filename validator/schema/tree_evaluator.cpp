#include "validator/schema/tree_evaluator.hpp"

#include <algorithm>
#include <utility>

#include "validator/json/canonical.hpp"
#include "validator/json/duplicate_keys.hpp"
#include "validator/json/number.hpp"
#include "validator/json/pointer.hpp"
#include "validator/schema/disclosure.hpp"
#include "validator/schema/pattern.hpp"

namespace understudy::schema {
namespace {

using json::Kind;
using json::Member;
using json::Value;

// Keeps the stack safe where a schema leads through many references at each level of a deep value.
constexpr std::size_t kMostNested = 6000;

// How many schemas one value, with all that is in it, is held against. Forty schemas that each lead to the
// next one twice come to a million millions.
constexpr std::size_t kLeastBudget = 200'000;
constexpr std::size_t kBudgetOfByte = 256;
constexpr const char* kEndless = "schemas that come to an end";

Types type_of(const Value& value) {
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

// A scalar as a breach shows it; nothing of null, as where it streams.
std::string_view written(const Value& value) {
    if (value.is(Kind::boolean)) return value.boolean ? "true" : "false";
    return value.text;
}

/// Puts a value where it belongs again at the end of a scope.
template <class T>
class Restored {
public:
    Restored(T& variable, T value) : variable_(variable), old_(std::exchange(variable, std::move(value))) {}
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;
    ~Restored() { variable_ = std::move(old_); }

private:
    T& variable_;
    T old_;
};

template <class Stack>
class Pushed {
public:
    Pushed(Stack& stack, typename Stack::value_type value) : stack_(stack) {
        stack_.push_back(std::move(value));
    }
    Pushed(const Pushed&) = delete;
    Pushed& operator=(const Pushed&) = delete;
    ~Pushed() { stack_.pop_back(); }

private:
    Stack& stack_;
};

void mark(std::vector<char>& marks, std::size_t index) {
    if (marks.size() <= index) marks.resize(index + 1);
    marks[index] = 1;
}

bool is_marked(const std::vector<char>& marks, std::size_t index) {
    return index < marks.size() && marks[index] != 0;
}

void add_marks(std::vector<char>& marks, const std::vector<char>& other) {
    if (marks.size() < other.size()) marks.resize(other.size());
    for (std::size_t i = 0; i < other.size(); ++i) marks[i] = static_cast<char>(marks[i] | other[i]);
}

} // namespace

void TreeEvaluator::Evaluated::add(const Evaluated& other) {
    add_marks(members, other.members);
    add_marks(elements, other.elements);
    names_properties = names_properties || other.names_properties;
}

void TreeEvaluator::evaluate(const Node& node, const Value& value, const char* text, BreachSink& sink) {
    text_ = text;
    sink_ = &sink;
    steps_.clear();
    scope_.clear();
    nested_ = 0;
    budget_ = kLeastBudget + kBudgetOfByte * (value.end > value.offset ? value.end - value.offset : 0);
    const std::size_t budget = budget_;
    location(node, value);
    if (budget_ == 0)
        report(node, Rule::schema_mismatch, "", at(value), kEndless,
               "more than " + std::to_string(budget) + " of them");
}

// A value at a place of its own in the instance, against all that applies there.
bool TreeEvaluator::location(const Node& node, const Value& value) {
    if (node.more == nullptr) return in_place(node, value, nullptr, true);
    Evaluated evaluated;
    const bool conforms = in_place(node, value, tables_.reports_undocumented ? &evaluated : nullptr, true);
    if (is_quiet() || !value.is(Kind::object)) return conforms;
    if (conforms && evaluated.names_properties) report_undocumented(value, evaluated);
    report_duplicates(value, true, node);
    return conforms;
}

// A schema that applies to the same value as the one that leads to it.
bool TreeEvaluator::branch(const Node& node, const Value& value, Evaluated* evaluated) {
    if (evaluated == nullptr) return in_place(node, value, nullptr, false);
    Evaluated own;
    const bool conforms = in_place(node, value, &own, false);
    if (conforms) evaluated->add(own);
    return conforms;
}

bool TreeEvaluator::is_valid(const Node& node, const Value& value, Evaluated* evaluated) {
    const Restored<BreachSink*> quiet(sink_, nullptr);
    return branch(node, value, evaluated);
}

// `evaluated` is this node's alone: what its neighbours have looked at does not count for it.
bool TreeEvaluator::in_place(const Node& node, const Value& value, Evaluated* evaluated, bool is_location) {
    if (budget_ == 0) return false; // evaluate() tells
    --budget_;
    const Restored<std::size_t> deeper(nested_, nested_ + 1);
    if (nested_ > kMostNested)
        return report(node, Rule::schema_mismatch, "", at(value), kEndless,
                      "more than " + std::to_string(kMostNested) + " of them nested");
    if (value.is(Kind::null) && node.null_passes) return true;
    if ((node.types & type_of(value)) == 0) {
        wrong_type(node, at(value), type_of(value), written(value));
        if (is_location && !is_quiet()) walk_on(node, value);
        return false;
    }
    const std::size_t scope = scope_.size();
    if (tables_.is_dynamic && (scope == 0 || scope_.back() != node.resource)) scope_.push_back(node.resource);

    Evaluated own;
    const bool is_asked = node.more != nullptr && (node.more->unevaluated_items != nullptr ||
                                                   node.more->unevaluated_properties != nullptr);
    if (is_asked && evaluated == nullptr) evaluated = &own;
    bool conforms = itself(node, value);
    if (value.is(Kind::object)) conforms = object(node, value, evaluated, is_location) && conforms;
    if (value.is(Kind::array)) conforms = array(node, value, evaluated) && conforms;
    if (node.more != nullptr && (conforms || !is_quiet()))
        conforms = applied(node, value, evaluated) && conforms;
    if (is_asked && (conforms || !is_quiet())) conforms = unevaluated(node, value, *evaluated) && conforms;
    scope_.resize(scope);
    return conforms;
}

// Into a value of which nothing else is said: a name given twice in it is. Where there is `more`, location()
// tells of the value's own.
void TreeEvaluator::walk_on(const Node& node, const Value& value) {
    if (value.is(Kind::object)) object(tables_.anything(), value, nullptr, node.more == nullptr);
    if (value.is(Kind::array)) array(tables_.anything(), value, nullptr);
}

// What a scalar, or an array or object taken as one value, must be.
bool TreeEvaluator::itself(const Node& node, const Value& value) {
    const bool conforms = node.more == nullptr || listed(node, value);
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
    const Applicators& more = *node.more;
    if (more.values.empty() && more.constant.empty()) return true;
    std::string bytes;
    json::append_canonical(value, bytes);
    const auto has = [&](const std::vector<std::string>& values) {
        return values.empty() || std::find(values.begin(), values.end(), bytes) != values.end();
    };
    const NodeNote& note = tables_.note(node);
    const char* found = found_words(type_of(value));
    if (!has(more.constant))
        return report(node, Rule::value_mismatch, "const", at(value), note.expected_constant, found);
    if (!has(more.values))
        return report(node, Rule::enum_unknown_value, "enum", at(value), note.expected_values, found);
    return true;
}

bool TreeEvaluator::object(const Node& node, const Value& value, Evaluated* evaluated, bool is_location) {
    const bool is_simple = is_location && node.more == nullptr;
    std::vector<char> seen(node.property_count);
    bool conforms = true;
    for (std::size_t i = 0; i < value.members.size(); ++i) {
        conforms = member(node, value, i, evaluated, seen, is_simple) && conforms;
        if (!conforms && is_quiet()) return false;
    }
    if (is_simple) report_duplicates(value, false, node);
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
        if (was_seen != 0 && is_simple) report_duplicate(name_at);
        was_seen = 1;
    }
    bool conforms = true;
    bool is_known = property != nullptr && property->named;
    if (is_known) {
        conforms = location(*property->node, member.value);
        if (evaluated != nullptr) evaluated->names_properties = true;
    }
    if (node.more != nullptr) {
        for (const auto& [pattern, schema] : node.more->pattern_properties) {
            const Pattern::Result result = pattern->search(member.name);
            if (result == Pattern::Result::no_match) continue;
            is_known = true;
            conforms =
                (result == Pattern::Result::match ? location(*schema, member.value)
                                                  : report(node, Rule::pattern_mismatch, "patternProperties",
                                                           name_at, "a name that a pattern can be tried on",
                                                           "one that takes too long to decide")) &&
                conforms;
        }
        if (node.more->property_names != nullptr) {
            Value name;
            name.kind = Kind::string;
            name.text = member.name;
            name.offset = member.value.name_offset;
            conforms = location(*node.more->property_names, name) && conforms;
        }
    }
    if (!is_known) {
        const bool is_told =
            node.unnamed == Unnamed::forbidden || (node.unnamed == Unnamed::undocumented && is_simple);
        if (is_told) report_unnamed(node, name_at);
        if (node.unnamed == Unnamed::forbidden) conforms = false;
        const Node& schema = is_told ? tables_.anything() : *node.additional;
        conforms = location(schema, member.value) && conforms;
        is_known = node.has_additional;
    }
    if (is_known && evaluated != nullptr) mark(evaluated->members, index);
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
    const std::size_t prefix = node.more == nullptr ? 0 : node.more->prefix_items.size();
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        const Pushed step(steps_, Step{{}, i + 1, false});
        const Node& schema = i < prefix ? *node.more->prefix_items[i] : *node.items;
        conforms = location(schema, value.elements[i]) && conforms;
        if (!conforms && is_quiet()) return false;
        const bool is_told = i < prefix || node.has_items;
        if (evaluated != nullptr && is_told) mark(evaluated->elements, i);
    }
    if (node.more != nullptr && node.more->contains != nullptr)
        conforms = contains(node, value, evaluated) && conforms;
    if (node.more != nullptr && node.more->unique_items) conforms = unique(node, value) && conforms;
    if (node.counts != nullptr)
        conforms = check_item_count(node, text_ + value.end - 1, value.elements.size()) && conforms;
    return conforms;
}

bool TreeEvaluator::contains(const Node& node, const Value& value, Evaluated* evaluated) {
    const Applicators& more = *node.more;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        const Restored<BreachSink*> quiet(sink_, nullptr);
        if (!location(*more.contains, value.elements[i])) continue;
        ++count;
        if (evaluated != nullptr) mark(evaluated->elements, i);
    }
    const std::string found = std::to_string(count) + " of " + std::to_string(value.elements.size());
    if (count < more.min_contains)
        return report(node, Rule::array_size, "contains", at(value),
                      "at least " + std::to_string(more.min_contains) + " elements that `contains` allows",
                      found);
    if (count > more.max_contains)
        return report(node, Rule::array_size, "maxContains", at(value),
                      "at most " + std::to_string(more.max_contains) + " elements that `contains` allows",
                      found);
    return true;
}

bool TreeEvaluator::unique(const Node& node, const Value& value) {
    // Sorted and not hashed: no values can be chosen to make it slow.
    std::vector<std::pair<std::string, std::size_t>> elements(value.elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        json::append_canonical(value.elements[i], elements[i].first);
        elements[i].second = i;
    }
    std::sort(elements.begin(), elements.end());
    const auto twice = std::adjacent_find(elements.begin(), elements.end(),
                                          [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twice == elements.end()) return true;
    return report(node, Rule::array_not_unique, "uniqueItems", at(value), "each element once",
                  "equal ones, the first at " + std::to_string(twice->second) + " and " +
                      std::to_string((twice + 1)->second));
}

bool TreeEvaluator::applied(const Node& node, const Value& value, Evaluated* evaluated) {
    const Applicators& more = *node.more;
    bool conforms = true;
    for (const Node* schema : more.all) conforms = branch(*schema, value, evaluated) && conforms;
    if (!more.dynamic_name.empty()) conforms = branch(dynamic_target(more), value, evaluated) && conforms;
    if (!conforms && is_quiet()) return false;
    if (!more.any.empty()) conforms = any_of(node, value, evaluated) && conforms;
    if (!more.one.empty()) conforms = one_of(node, value, evaluated) && conforms;
    if (more.negated != nullptr && is_valid(*more.negated, value, nullptr))
        conforms = report(node, Rule::schema_mismatch, "not", at(value), "a value that `not` does not name",
                          found_words(type_of(value)));
    if (more.condition != nullptr) conforms = conditional(node, value, evaluated) && conforms;
    if (!more.dependencies.empty() && value.is(Kind::object))
        conforms = dependencies(node, value, evaluated) && conforms;
    return conforms;
}

// The outermost schema that has the anchor, of all that references have led through (Core §8.2.3.2).
const Node& TreeEvaluator::dynamic_target(const Applicators& more) const {
    const auto& anchors = tables_.dynamic_anchors.find(more.dynamic_name)->second;
    for (const std::uint32_t resource : scope_)
        if (const auto found = anchors.find(resource); found != anchors.end()) return *found->second;
    return *more.dynamic_target;
}

bool TreeEvaluator::any_of(const Node& node, const Value& value, Evaluated* evaluated) {
    bool conforms = false;
    for (const Node* schema : node.more->any) {
        conforms = is_valid(*schema, value, evaluated) || conforms;
        if (conforms && evaluated == nullptr) return true; // else what each has looked at counts
    }
    return conforms || explain(node, value, node.more->any, "anyOf");
}

bool TreeEvaluator::one_of(const Node& node, const Value& value, Evaluated* evaluated) {
    std::size_t valid = 0;
    for (const Node* schema : node.more->one) valid += is_valid(*schema, value, evaluated) ? 1U : 0U;
    if (valid == 1) return true;
    if (valid == 0) return explain(node, value, node.more->one, "oneOf");
    return report(node, Rule::schema_mismatch, "oneOf", at(value),
                  "exactly one of " + std::to_string(node.more->one.size()) + " schemas to allow it",
                  std::to_string(valid) + " of them do");
}

// None of the branches allows the value. Where only one can have been meant, what is wrong is what it says.
bool TreeEvaluator::explain(const Node& node, const Value& value, const Branches& branches,
                            std::string_view keyword) {
    if (is_quiet()) return false;
    const Applicators& more = *node.more;
    const Value* named = more.discriminator.empty() ? nullptr : value.find(more.discriminator);
    if (named != nullptr)
        for (const auto& [name, schema] : more.mapping)
            if (named->text == name && !is_valid(*schema, value, nullptr))
                return branch(*schema, value, nullptr);
    Types types = 0;
    std::vector<const Node*> meant;
    for (const Node* schema : branches) {
        types = static_cast<Types>(types | schema->types);
        if ((schema->types & type_of(value)) != 0) meant.push_back(schema);
    }
    if (meant.size() == 1) return branch(*meant.front(), value, nullptr);
    if (meant.empty() && types != 0)
        return report(node, value.is(Kind::null) ? Rule::null_unexpected : Rule::type_mismatch, keyword,
                      at(value), type_words(types), found_words(type_of(value)), written(value));
    return report(node, Rule::schema_mismatch, keyword, at(value),
                  "one of " + std::to_string(branches.size()) + " schemas to allow it", "none of them does");
}

bool TreeEvaluator::conditional(const Node& node, const Value& value, Evaluated* evaluated) {
    const Applicators& more = *node.more;
    const Node* next = is_valid(*more.condition, value, evaluated) ? more.consequence : more.alternative;
    return next == nullptr || branch(*next, value, evaluated);
}

bool TreeEvaluator::dependencies(const Node& node, const Value& value, Evaluated* evaluated) {
    bool conforms = true;
    for (const Dependency& dependency : node.more->dependencies) {
        if (value.find(dependency.name) == nullptr) continue;
        for (const std::string_view name : dependency.required)
            if (value.find(name) == nullptr)
                conforms = missing_one(node, value, "dependentRequired", name, true);
        if (dependency.schema != nullptr) conforms = branch(*dependency.schema, value, evaluated) && conforms;
    }
    return conforms;
}

bool TreeEvaluator::unevaluated(const Node& node, const Value& value, Evaluated& evaluated) {
    bool conforms = true;
    if (const Node* schema = node.more->unevaluated_items; schema != nullptr && value.is(Kind::array))
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            if (is_marked(evaluated.elements, i)) continue;
            const Pushed step(steps_, Step{{}, i + 1, false});
            conforms = location(*schema, value.elements[i]) && conforms;
            mark(evaluated.elements, i);
        }
    if (const Node* schema = node.more->unevaluated_properties; schema != nullptr && value.is(Kind::object))
        for (std::size_t i = 0; i < value.members.size(); ++i) {
            if (is_marked(evaluated.members, i)) continue;
            const Pushed step(steps_, Step{value.members[i].name, 0, false});
            mark(evaluated.members, i);
            if (schema->types != 0) {
                conforms = location(*schema, value.members[i].value) && conforms;
                continue;
            }
            conforms = report(node, Rule::property_undocumented, "unevaluatedProperties",
                              text_ + value.members[i].value.name_offset, "a documented property",
                              "an undocumented one");
        }
    return conforms;
}

// What no schema that applies here names.
void TreeEvaluator::report_undocumented(const Value& value, const Evaluated& evaluated) {
    for (std::size_t i = 0; i < value.members.size(); ++i) {
        if (is_marked(evaluated.members, i)) continue;
        const Pushed step(steps_, Step{value.members[i].name, 0, false});
        report_unnamed(tables_.anything(), text_ + value.members[i].value.name_offset);
    }
}

void TreeEvaluator::report_unnamed(const Node& node, const char* at) {
    if (is_quiet()) return;
    Breach breach = located(Rule::property_undocumented, at);
    breach.evidence = node.unnamed == Unnamed::forbidden ? tables_.evidence(node, "additionalProperties")
                                                         : Evidence::inferred;
    breach.expected = "a documented property";
    breach.found = "an undocumented one";
    sink_->add(breach);
}

void TreeEvaluator::report_duplicates(const Value& value, bool also_named, const Node& node) {
    if (is_quiet() || value.members.size() < 2) return;
    json::DuplicateKeys keys;
    for (const Member& member : value.members)
        if (also_named || node.property_count == 0 || tables_.find_property(node, member.name) == nullptr)
            keys.add(member.name);
    keys.close(0, [&](std::string_view name) {
        const Pushed step(steps_, Step{name, 0, false});
        report_duplicate(name.data() - 1);
    });
}

Breach TreeEvaluator::located(Rule rule, const char* at) const {
    Breach breach = surroundings_.located(rule, at);
    for (const Step& step : steps_) {
        if (step.index != 0) {
            json::append_token(breach.pointer, std::to_string(step.index - 1));
            breach.path += "[]";
            continue;
        }
        const std::string name = shown_name(step.name, step.is_named || show_names_);
        json::append_token(breach.pointer, name);
        if (!breach.path.empty()) breach.path += '.';
        breach.path += name;
    }
    return breach;
}

} // namespace understudy::schema
