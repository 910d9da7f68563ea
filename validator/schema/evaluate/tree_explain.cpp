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
// report.
bool TreeEvaluator::explain(const Node& node, const Value& value, const Branches& branches,
                            std::string_view keyword) {
    if (is_quiet()) return false;
    const Composition& composed = *node.composed;
    const Value* tag = composed.discriminator.empty() ? nullptr : value.find(composed.discriminator);
    const Node* named = tag == nullptr ? nullptr : mapped(composed, *tag);
    if (named != nullptr && !is_valid(*named, value, nullptr)) return branch(*named, value, nullptr);
    Types types = 0;
    std::vector<const Node*> meant;
    for (const Node* schema : branches) {
        types = static_cast<Types>(types | schema->types);
        if ((schema->types & type_of(value)) != 0) meant.push_back(schema);
    }
    if (meant.size() == 1) return branch(*meant.front(), value, nullptr);
    if (meant.empty() && types != 0)
        return report(node, value.is(Kind::null) ? Rule::null_unexpected : Rule::type_mismatch, keyword,
                      at(value), type_words(types), found_words(type_of(value)), value.text);
    return report(node, Rule::schema_mismatch, keyword, at(value),
                  "one of " + std::to_string(branches.size()) + " schemas to allow it", "none of them does");
}

} // namespace understudy::schema
