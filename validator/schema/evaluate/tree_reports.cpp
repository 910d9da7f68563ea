// TreeEvaluator's reports about names, and their places.

#include "validator/json/duplicate_keys.hpp"
#include "validator/schema/evaluate/scoped.hpp"
#include "validator/schema/evaluate/tree_evaluator.hpp"
#include "validator/text/json_pointer.hpp"
#include "validator/text/masking.hpp"

namespace understudy::schema {

using json::Kind;
using json::Member;
using json::Value;

// Members that no applicable schema names, in the order of the text.
void TreeEvaluator::report_undocumented(const Value& value, const NameLedger::Sums& sums) {
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        const Pushed step(steps_, Step{{}, i + 1, false});
        report_undocumented(value.elements[i], sums);
    }
    static const NameLedger::Sum kNone;
    const auto found = sums.find(&value);
    const NameLedger::Sum& sum = found == sums.end() ? kNone : found->second;
    for (std::size_t i = 0; i < value.members.size(); ++i) {
        const bool is_named = sum.member(i) == NameLedger::Sum::kNamed;
        const Pushed step(steps_, Step{value.members[i].name, 0, is_named});
        if (sum.names_some && !sum.is_muted && sum.member(i) == 0)
            report_unnamed(tables_.anything(), text_ + value.members[i].value.name_offset);
        report_undocumented(value.members[i].value, sums);
    }
}

void TreeEvaluator::report_unnamed(const Node& node, const char* at) {
    if (is_quiet()) return;
    Breach breach = located(Rule::property_undocumented, at);
    breach.evidence = node.unnamed == Unnamed::forbidden ? tables_.evidence(node, "additionalProperties")
                                                         : Evidence::inferred;
    breach.expected = "a documented property";
    breach.found = "an undocumented one";
    sink_->add(std::move(breach));
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

// Names given twice in a value and in all that is in it, in the order of the text.
void TreeEvaluator::report_all_duplicates(const Value& value, const Node& node) {
    if (is_quiet()) return;
    for (std::size_t i = 0; i < value.elements.size(); ++i) {
        const Pushed step(steps_, Step{{}, i + 1, false});
        report_all_duplicates(value.elements[i], *node.items);
    }
    for (const Member& member : value.members) {
        const Property* property =
            node.property_count == 0 ? nullptr : tables_.find_property(node, member.name);
        const Pushed step(steps_, Step{member.name, 0, property != nullptr});
        report_all_duplicates(member.value, property != nullptr ? *property->node : *node.additional);
    }
    report_duplicates(value, true, node);
}

Breach TreeEvaluator::located(Rule rule, const char* at) const {
    Breach breach = surroundings_.located(rule, at);
    for (const Step& step : steps_) {
        if (step.index != 0) {
            text::append_token(breach.pointer, std::to_string(step.index - 1));
            breach.path += "[]";
            continue;
        }
        const std::string name = text::shown_name(step.name, step.is_named || show_names_);
        text::append_token(breach.pointer, name);
        if (!breach.path.empty()) breach.path += '.';
        breach.path += name;
    }
    return breach;
}

} // namespace understudy::schema
