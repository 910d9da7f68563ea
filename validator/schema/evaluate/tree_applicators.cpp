// The keywords that apply schemas to the value that they stand for (JSON Schema Core §10.2, §11).

#include <string>

#include "validator/schema/evaluate/scoped.hpp"
#include "validator/schema/evaluate/tree_evaluator.hpp"

namespace understudy::schema {
namespace {

void add_marks(std::vector<char>& marks, const std::vector<char>& other) {
    if (marks.size() < other.size()) marks.resize(other.size());
    for (std::size_t i = 0; i < other.size(); ++i) marks[i] = static_cast<char>(marks[i] | other[i]);
}

} // namespace

using json::Kind;
using json::Value;

void TreeEvaluator::Evaluated::mark(std::vector<char>& marks, std::size_t index) {
    if (marks.size() <= index) marks.resize(index + 1);
    marks[index] = 1;
}

void TreeEvaluator::Evaluated::add(const Evaluated& other) {
    add_marks(members, other.members);
    add_marks(elements, other.elements);
}

bool TreeEvaluator::applied(const Node& node, const Value& value, Evaluated* evaluated) {
    const Composition& composed = *node.composed;
    bool conforms = true;
    for (const Node* schema : composed.all) conforms = branch(*schema, value, evaluated) && conforms;
    if (!composed.dynamic_name.empty())
        conforms = branch(dynamic_target(composed), value, evaluated) && conforms;
    if (!conforms && is_quiet()) return false;
    if (composed.held != Held::no && value.is(Kind::object))
        conforms = meant(node, value, evaluated) && conforms;
    if (!composed.any.empty()) conforms = any_of(node, value, evaluated) && conforms;
    if (!composed.one.empty()) conforms = one_of(node, value, evaluated) && conforms;
    const std::size_t names = names_.mark();
    const bool is_negated = composed.negated != nullptr && is_valid(*composed.negated, value, nullptr);
    names_.forget(names);
    if (is_negated)
        conforms = report(node, Rule::schema_mismatch, "not", at(value), "a value that `not` does not match",
                          found_words(type_of(value)));
    if (composed.condition != nullptr) conforms = conditional(node, value, evaluated) && conforms;
    if (!composed.dependencies.empty() && value.is(Kind::object))
        conforms = dependencies(node, value, evaluated) && conforms;
    return conforms;
}

// The outermost schema that has the anchor, of all that references have led through (Core §8.2.3.2).
const Node& TreeEvaluator::dynamic_target(const Composition& composed) const {
    const auto& anchors = tables_.dynamic_anchors.find(composed.dynamic_name)->second;
    for (const std::uint32_t resource : scope_)
        if (const auto found = anchors.find(resource); found != anchors.end()) return *found->second;
    return *composed.dynamic_target;
}

bool TreeEvaluator::any_of(const Node& node, const Value& value, Evaluated* evaluated) {
    const bool all_count = evaluated != nullptr || enters_names() || tables_.gives_advice;
    bool conforms = false;
    for (const Node* schema : node.composed->any) {
        if (!is_valid(*schema, value, evaluated)) continue;
        conforms = true;
        if (!all_count) break;
        advise(*schema, value);
    }
    return conforms ? agrees(node, value) : explain(node, value, node.composed->any, "anyOf", evaluated);
}

// Reports the advice of a branch that allows the value.
void TreeEvaluator::advise(const Node& node, const Value& value) {
    if (tables_.gives_advice && !is_quiet()) branch(node, value, nullptr);
}

bool TreeEvaluator::one_of(const Node& node, const Value& value, Evaluated* evaluated) {
    std::size_t valid = 0;
    const Node* meant = nullptr;
    for (const Node* schema : node.composed->one)
        if (is_valid(*schema, value, evaluated)) {
            ++valid;
            meant = schema;
        }
    if (valid == 1) advise(*meant, value);
    if (valid == 1) return agrees(node, value);
    if (valid == 0) return explain(node, value, node.composed->one, "oneOf", evaluated);
    return report(node, Rule::schema_mismatch, "oneOf", at(value),
                  "exactly one of " + std::to_string(node.composed->one.size()) + " schemas to allow it",
                  std::to_string(valid) + " of them do");
}

bool TreeEvaluator::conditional(const Node& node, const Value& value, Evaluated* evaluated) {
    const Composition& composed = *node.composed;
    const Node* next =
        is_valid(*composed.condition, value, evaluated) ? composed.consequence : composed.alternative;
    return next == nullptr || branch(*next, value, evaluated);
}

bool TreeEvaluator::dependencies(const Node& node, const Value& value, Evaluated* evaluated) {
    bool conforms = true;
    spend(node.composed->dependencies.size() * (1 + value.members.size() / 8));
    for (const Dependency& dependency : node.composed->dependencies) {
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
    if (const Node* schema = node.composed->unevaluated_items; schema != nullptr && value.is(Kind::array))
        for (std::size_t i = 0; i < value.elements.size(); ++i) {
            if (Evaluated::is_marked(evaluated.elements, i)) continue;
            const Pushed step(steps_, Step{{}, i + 1, false});
            conforms = location(*schema, value.elements[i]) && conforms;
            Evaluated::mark(evaluated.elements, i);
        }
    if (const Node* schema = node.composed->unevaluated_properties;
        schema != nullptr && value.is(Kind::object))
        for (std::size_t i = 0; i < value.members.size(); ++i) {
            if (Evaluated::is_marked(evaluated.members, i)) continue;
            const Pushed step(steps_, Step{value.members[i].name, 0, false});
            Evaluated::mark(evaluated.members, i);
            if (enters_names()) names_.add_known(value, i);
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

} // namespace understudy::schema
