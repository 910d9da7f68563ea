#include <set>

#include "validator/drift/comparison.hpp"

namespace understudy::drift {

using schema::Rule;
using Verdict = Difference::Kind;

namespace {

bool is_named(const Form& form, const std::string& name) {
    return form.properties.contains(name) && !form.absent.contains(name);
}

bool is_nothing(const Operand& operand) {
    return operand.shapes->of(operand.parts).empty();
}

} // namespace

void Comparison::compare_objects(Pair& pair, const Form& promised, const Form& sent) {
    std::set<std::string> names;
    for (const Form* form : {&promised, &sent}) {
        for (const auto& [name, parts] : form->properties) names.insert(name);
        names.insert(form->required.begin(), form->required.end());
    }
    for (const std::string& name : names) compare_member(pair, promised, sent, name);
    compare_others(pair, promised, sent);
}

void Comparison::compare_member(Pair& pair, const Form& promised, const Form& sent, const std::string& name) {
    const bool is_promised = is_named(promised, name);
    if (!is_named(sent, name) && is_promised) return compare_unsent(pair, promised, sent, name);
    const bool was_sure = promised.required.contains(name);
    const bool is_sure = sent.required.contains(name);
    const bool is_new = !is_promised && !was_sure && is_named(sent, name);
    if (was_sure != is_sure && !is_new) {
        Difference& each = pair.add(Rule::property_missing, was_sure ? Verdict::wider : Verdict::narrower,
                                    was_sure ? "a required property" : "an optional property",
                                    is_sure ? "a required property" : "an optional property");
        each.path = name;
    }
    if (is_named(sent, name) && !is_promised) return compare_unpromised(pair, promised, sent, name);
    if (is_promised) add_inner(pair, promised.property(name), sent.property(name), name);
}

// A property that the promise names and the sender does not.
void Comparison::compare_unsent(Pair& pair, const Form& promised, const Form& sent, const std::string& name) {
    const bool was_sure = promised.required.contains(name);
    const bool is_request = direction_ == Direction::request;
    const bool is_absent = sent.absent.contains(name);
    const Parts others = is_absent ? Parts{} : sent.others;
    if (!was_sure && !others.empty() && !is_nothing({pair.sent.shapes, others}))
        return add_inner(pair, promised.property(name), others, name);
    const bool is_sure = sent.required.contains(name) && !is_absent;
    const bool is_closed = !others.empty();
    const bool is_wider = was_sure ? !is_sure : !is_request && !is_closed;
    if (was_sure && is_sure) add_inner(pair, promised.property(name), others, name);
    Difference& each = pair.add(Rule::property_missing, is_wider ? Verdict::wider : Verdict::narrower,
                                was_sure     ? "a required property"
                                : is_request ? "an optional property"
                                             : "a documented property",
                                is_sure ? "a property without a schema" : "not documented");
    each.path = name;
    each.is_settled = !was_sure;
    if (!promised.property(name).empty()) each.promised_at = promised.property(name).front();
}

// A property that the sender names and the promise does not.
void Comparison::compare_unpromised(Pair& pair, const Form& promised, const Form& sent,
                                    const std::string& name) {
    const Parts& others = promised.others;
    const bool is_closed = !others.empty() && is_nothing({pair.promised.shapes, others});
    if (!others.empty() && !is_closed) return add_inner(pair, others, sent.property(name), name);
    if (is_closed && is_nothing({pair.sent.shapes, sent.property(name)})) return;
    Difference& each = pair.add(Rule::property_undocumented, is_closed ? Verdict::wider : Verdict::addition,
                                is_closed ? "forbidden" : "not documented", "a documented property");
    each.path = name;
    if (!sent.property(name).empty()) each.sent_at = sent.property(name).front();
}

// The members that neither names.
void Comparison::compare_others(Pair& pair, const Form& promised, const Form& sent) {
    const bool was_closed = !promised.others.empty() && is_nothing({pair.promised.shapes, promised.others});
    const bool is_closed = !sent.others.empty() && is_nothing({pair.sent.shapes, sent.others});
    if (was_closed && is_closed) return;
    if (was_closed || is_closed) {
        pair.add(Rule::property_undocumented, was_closed ? Verdict::wider : Verdict::narrower,
                 was_closed ? "without other properties" : "open to other properties",
                 is_closed ? "without other properties" : "open to other properties");
        return;
    }
    if (!promised.others.empty() || !sent.others.empty()) add_inner(pair, promised.others, sent.others, "*");
}

} // namespace understudy::drift
