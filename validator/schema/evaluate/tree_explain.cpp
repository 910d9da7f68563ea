// Which of several schemas a value means, and so whose breaches to report.

#include <algorithm>
#include <string>
#include <utility>

#include "validator/schema/evaluate/scoped.hpp"
#include "validator/schema/evaluate/tree_evaluator.hpp"

namespace understudy::schema {
namespace {

// Adds to each breach who asks for what it expects, because the schema that is read does not say it.
class Asked final : public BreachSink {
public:
    Asked(BreachSink& sink, std::string words) : sink_(sink), words_(std::move(words)) {}
    void add(Breach&& breach) override {
        breach.expected += words_;
        sink_.add(std::move(breach));
    }

private:
    BreachSink& sink_;
    std::string words_;
};

// The schema that the tag means, or nullptr.
const Node* mapped(const Composition& composed, const json::Value& tag) {
    if (!tag.is(json::Kind::string)) return nullptr;
    for (const auto& [name, schema] : composed.mapping)
        if (tag.text == name) return schema;
    return nullptr;
}

constexpr char kSilent = 0, kOwn = 1, kOther = 2;
constexpr std::size_t kDeepest = 8; // allOf in allOf

bool is_constant(const Node& node) {
    return node.constant.count == 1 || (node.constant.count == 0 && node.values.count == 1);
}

// The property of that name, if the schema or its allOf ties it to a constant or to listed values.
const Property* find_tag(const Tables& tables, const Node& node, std::string_view name,
                         std::size_t depth = 0) {
    const Property* property = node.property_count == 0 ? nullptr : tables.find_property(node, name);
    if (property != nullptr && property->named &&
        (property->node->constant.count != 0 || property->node->values.count != 0))
        return property;
    if (node.composed == nullptr || depth == kDeepest) return nullptr;
    for (const Node* each : node.composed->all)
        if (const Property* found = find_tag(tables, *each, name, depth + 1)) return found;
    return nullptr;
}

} // namespace

using json::Kind;
using json::Value;

// The schema that the discriminator's value means, where that is what leads to it.
bool TreeEvaluator::meant(const Node& node, const Value& value, Evaluated* evaluated) {
    const Composition& composed = *node.composed;
    const Value* tag = value.find(composed.discriminator);
    if (tag == nullptr || !tag->is(Kind::string)) return true; // `required` and `type` have their say
    const Node* schema = mapped(composed, *tag);
    if (schema == nullptr && composed.expected_tag.empty()) return true;
    if (schema == nullptr) {
        const Pushed step(steps_, Step{composed.discriminator, 0, true});
        return report(node, Rule::enum_unknown_value, "discriminator", at(*tag), composed.expected_tag,
                      found_words(kString), tag->text);
    }
    if (is_open(*schema, value)) return true;
    if (composed.held == Held::instead || is_quiet()) return branch(*schema, value, evaluated);
    Asked asked(*sink_, ", as the discriminator " + std::string(composed.discriminator) + " asks of " +
                            std::string(tag->text));
    const Restored<BreachSink*> told(sink_, &asked);
    return branch(*schema, value, evaluated);
}

// A branch allows the value. If the discriminator means another schema, that one must allow it too.
bool TreeEvaluator::agrees(const Node& node, const Value& value) {
    const Composition& composed = *node.composed;
    const Value* tag = composed.discriminator.empty() ? nullptr : value.find(composed.discriminator);
    const Node* named = tag == nullptr ? nullptr : mapped(composed, *tag);
    return named == nullptr || is_valid(*named, value, nullptr) || branch(*named, value, nullptr);
}

// Whether it is being held against the value further up.
bool TreeEvaluator::is_open(const Node& node, const Value& value) const {
    return std::find(open_.begin(), open_.end(), std::pair(node.composed, &value)) != open_.end();
}

// None of the branches allows the value. If only one can have been meant, its breaches are the ones to
// report: the one that the discriminator or another tag names, or the only one of the value's type.
bool TreeEvaluator::explain(const Node& node, const Value& value, const Branches& branches,
                            std::string_view keyword, Evaluated* evaluated) {
    if (is_quiet()) return false;
    const Composition& composed = *node.composed;
    const Value* tag = composed.discriminator.empty() ? nullptr : value.find(composed.discriminator);
    const Node* named = tag == nullptr ? nullptr : mapped(composed, *tag);
    if (named != nullptr && !is_valid(*named, value, nullptr)) return branch(*named, value, evaluated);
    Types types = 0;
    Branches meant;
    for (const Node* schema : branches) {
        types = static_cast<Types>(types | schema->types);
        if ((schema->types & type_of(value)) != 0) meant.push_back(schema);
    }
    if (meant.size() == 1) return branch(*meant.front(), value, evaluated);
    if (meant.empty() && types != 0)
        return report(node, value.is(Kind::null) ? Rule::null_unexpected : Rule::type_mismatch, keyword,
                      at(value), type_words(types), found_words(type_of(value)), value.text,
                      value.is(Kind::string));
    spend(meant.size() * (1 + value.members.size()));
    for (const bool by_constant : {true, false})
        if (const Node* schema = tagged(meant, value, by_constant)) return branch(*schema, value, evaluated);
    mark_known(meant, value, evaluated);
    if (unknown_tag(meant, value)) return false;
    return report(node, Rule::schema_mismatch, keyword, at(value),
                  "one of " + std::to_string(branches.size()) + " schemas to allow it", "none of them does");
}

// For each branch, what it says of the tag: that it is its own, that it is another's, or nothing.
std::vector<char> TreeEvaluator::allowing(const Branches& branches, const Value& tag, std::string_view name) {
    std::vector<char> answers;
    for (const Node* schema : branches) {
        const Property* property = find_tag(tables_, *schema, name);
        answers.push_back(property == nullptr                       ? kSilent
                          : is_valid(*property->node, tag, nullptr) ? kOwn
                                                                    : kOther);
    }
    return answers;
}

// The only branch whose tag the value has. A tag is a property that branches tie to a constant or to listed
// values.
const Node* TreeEvaluator::tagged(const Branches& branches, const Value& value, bool by_constant) {
    for (const json::Member& member : value.members) {
        const std::vector<char> answers = allowing(branches, member.value, member.name);
        const auto own = std::find(answers.begin(), answers.end(), kOwn);
        const bool is_only = std::count(answers.begin(), answers.end(), kOwn) == 1;
        if (!is_only || std::count(answers.begin(), answers.end(), kOther) == 0) continue;
        const Node* schema = branches[static_cast<std::size_t>(own - answers.begin())];
        if (!by_constant || is_constant(*find_tag(tables_, *schema, member.name)->node)) return schema;
    }
    return nullptr;
}

// Reports a tag that is no branch's.
bool TreeEvaluator::unknown_tag(const Branches& branches, const Value& value) {
    if (branches.empty()) return false;
    for (const json::Member& member : value.members) {
        const Property* property = find_tag(tables_, *branches.front(), member.name);
        if (property == nullptr) continue;
        const std::vector<char> answers = allowing(branches, member.value, member.name);
        if (std::count(answers.begin(), answers.end(), kOther) != std::ssize(answers)) continue;
        const Pushed step(steps_, Step{member.name, 0, true});
        const Value& tag = member.value;
        const std::string_view text = tag.is(Kind::boolean) ? tag.boolean ? "true" : "false" : tag.text;
        report(*property->node, Rule::enum_unknown_value,
               property->node->constant.count != 0 ? "const" : "enum", at(tag),
               expected_tags(branches, member.name), found_words(type_of(tag)), text, tag.is(Kind::string));
        return true;
    }
    return false;
}

// `one of cat, dog`
std::string TreeEvaluator::expected_tags(const Branches& branches, std::string_view name) const {
    std::vector<std::string> words;
    for (const Node* schema : branches) {
        const Node& node = *find_tag(tables_, *schema, name)->node;
        const Slice slice = node.constant.count != 0 ? node.constant : node.values;
        for (std::uint32_t i = slice.first; i < slice.first + slice.count; ++i) {
            const EnumValue& each = tables_.values[i];
            std::string word = each.kind == Kind::boolean ? each.boolean ? "true" : "false"
                               : each.kind == Kind::null  ? "null"
                                                          : std::string(each.text);
            if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
        }
    }
    std::string text;
    for (const std::string& word : words) text.append(text.empty() ? "one of " : ", ").append(word);
    return text;
}

// Of branches that all fail, what any of them names is not undocumented.
void TreeEvaluator::mark_known(const Branches& branches, const Value& value, Evaluated* evaluated) const {
    if (evaluated == nullptr) return;
    for (std::size_t i = 0; i < value.members.size(); ++i)
        if (std::any_of(branches.begin(), branches.end(),
                        [&](const Node* schema) { return knows(*schema, value.members[i].name, 0); }))
            Evaluated::mark(evaluated->members, i);
    for (std::size_t i = 0; i < value.elements.size(); ++i) Evaluated::mark(evaluated->elements, i);
}

bool TreeEvaluator::knows(const Node& node, std::string_view name, std::size_t depth) const {
    const Property* property = node.property_count == 0 ? nullptr : tables_.find_property(node, name);
    if ((property != nullptr && property->named) || node.has_additional) return true;
    if (node.composed == nullptr || depth == kDeepest) return false;
    for (const auto* list : {&node.composed->all, &node.composed->any, &node.composed->one})
        for (const Node* each : *list)
            if (knows(*each, name, depth + 1)) return true;
    return false;
}

} // namespace understudy::schema
