#include <algorithm>

#include "validator/drift/comparison.hpp"
#include "validator/drift/narrowing.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/dialect/keyword_table.hpp"

namespace understudy::drift {

using json::Value;
using schema::Rule;
using Verdict = Difference::Kind;

namespace {

std::string shown(const Value& value) {
    std::string text;
    json::write_compact(value, text);
    return text;
}

bool is_listed(const std::vector<const Form*>& forms, const Value& value, bool only_plain) {
    return std::any_of(forms.begin(), forms.end(), [&](const Form* form) {
        return form->values && (!only_plain || form->is_list()) && contains(*form->values, value);
    });
}

std::vector<const Value*> all_values(const std::vector<const Form*>& forms) {
    std::vector<const Value*> all;
    for (const Form* form : forms)
        if (form->values) all.insert(all.end(), form->values->begin(), form->values->end());
    return all;
}

std::size_t count_bad(const Differences& list) {
    return static_cast<std::size_t>(std::count_if(list.begin(), list.end(), [](const Difference& each) {
        return each.kind == Verdict::wider || each.kind == Verdict::unsure;
    }));
}

void compare_known(const Form& promised, const Form& sent, Differences& found) {
    const auto add = [&](Verdict kind, const std::string& before, const std::string& after,
                         const std::string& extra) {
        Difference each;
        each.rule = Rule::value_unlisted;
        each.kind = kind;
        each.promised = before;
        each.sent = after;
        each.extra = extra;
        found.push_back(std::move(each));
    };
    const std::string before = promised.known ? list_text(*promised.known) : "without x-known-values";
    const std::string after = sent.known ? list_text(*sent.known) : "without x-known-values";
    if (!promised.known || !sent.known) {
        if (before != after) add(promised.known ? Verdict::addition : Verdict::narrower, before, after, "");
        return;
    }
    for (const Value* value : *sent.known)
        if (!contains(*promised.known, *value)) add(Verdict::addition, before, after, shown(*value));
    for (const Value* value : *promised.known)
        if (!contains(*sent.known, *value)) add(Verdict::narrower, before, after, shown(*value));
}

} // namespace

std::string list_text(const std::vector<const Value*>& values) {
    std::string text;
    for (const Value* value : values)
        text += (text.empty() ? "one of " : ", ") +
                (value->is(json::Kind::string) ? std::string(value->text) : shown(*value));
    return text;
}

// Each value of a list is held against the promise itself.
void Comparison::compare_list(Pair& pair, const Forms& promised, const Form& sent) const {
    const std::vector<const Value*> before = all_values(promised);
    for (const Value* value : *sent.values) {
        if (is_listed(promised, *value, true)) continue;
        std::vector<schema::Breach> breaches;
        const auto verdict = WitnessSearch::hold(pair.promised, pair.sent, shown(*value), breaches);
        if (verdict == WitnessSearch::Verdict::promised) continue;
        const bool is_refused = verdict == WitnessSearch::Verdict::refused;
        const bool is_list = !before.empty() || !is_refused;
        Difference& each =
            pair.add(is_list ? Rule::enum_unknown_value : breaches.front().rule,
                     is_refused ? Verdict::wider : Verdict::unsure,
                     is_list ? list_text(before) : breaches.front().expected, list_text(*sent.values));
        each.extra = shown(*value);
        if (!is_refused) each.reason = "a schema of this value cannot be read";
        each.is_settled = true;
    }
}

void Comparison::list_unsent(Pair& pair, const Forms& promised, const Forms& sent) {
    const std::vector<const Value*> before = all_values(promised);
    const std::vector<const Value*> after = all_values(sent);
    if (std::any_of(promised.begin(), promised.end(), [](const Form* form) { return !form->values; })) {
        pair.add(Rule::enum_unknown_value, Verdict::narrower, "any value", list_text(after));
        return;
    }
    for (const Value* value : before)
        if (!contains(after, *value))
            pair.add(Rule::enum_unknown_value, Verdict::narrower, list_text(before), list_text(after)).extra =
                shown(*value);
}

void Comparison::compare_open(Pair& pair, const Forms& promised, const Forms& sent) {
    Forms unfit;
    Forms unused = promised;
    std::erase_if(unused, [](const Form* form) { return form->values.has_value(); });
    const std::size_t open_count = unused.size();
    pair.has_fewer_forms = sent.size() < open_count;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const Form* form = sent[i];
        const Form* best = nullptr;
        Differences fewest;
        for (std::size_t k = 0; k < promised.size(); ++k) {
            // Contracts mostly keep the order: the form in the same place is tried first.
            const Form* each = promised[(i + k) % promised.size()];
            if (best != nullptr && fewest.empty()) break;
            Differences differences = compare_forms(pair, *each, *form);
            if (count_bad(differences) != 0) continue;
            if (best == nullptr || differences.size() < fewest.size()) {
                best = each;
                fewest = std::move(differences);
            }
        }
        if (best == nullptr) {
            unfit.push_back(form);
            continue;
        }
        std::erase(unused, best);
        pair.found.insert(pair.found.end(), fewest.begin(), fewest.end());
    }
    if (!unfit.empty())
        add_unfit(pair, promised, unused, unfit);
    else if (!unused.empty() && pair.has_fewer_forms)
        pair.add(Rule::schema_mismatch, Verdict::narrower, std::to_string(open_count) + " forms",
                 std::to_string(sent.size()));
}

// Forms that fit into none: each is told by what keeps it from the nearest, if it is clear which one is
// meant.
void Comparison::add_unfit(Pair& pair, const Forms& promised, const Forms& unused, const Forms& unfit) {
    const bool is_paired = promised.size() == 1 || unused.size() == unfit.size();
    for (const Form* form : unfit) {
        if (!is_paired) {
            pair.add(Rule::schema_mismatch, Verdict::unsure,
                     std::to_string(promised.size()) + (promised.size() == 1 ? " form" : " forms"),
                     "another form")
                .reason = "the forms that were promised may allow it together";
            continue;
        }
        Differences fewest;
        for (const Form* each : promised.size() == 1 ? promised : unused) {
            Differences differences = compare_forms(pair, *each, *form);
            if (fewest.empty() || count_bad(differences) < count_bad(fewest)) fewest = std::move(differences);
        }
        for (Difference& each : fewest) {
            if (promised.size() > 1 && each.kind == Verdict::wider) {
                each.kind = Verdict::unsure;
                each.origin.reset(); // the proof has to hold for all forms
                each.reason = "another of the " + std::to_string(promised.size()) + " forms may allow it";
            }
            pair.found.push_back(std::move(each));
        }
    }
}

Differences Comparison::compare_forms(const Pair& around, const Form& promised, const Form& sent) {
    Pair pair{around.promised, around.sent, {}, around.has_fewer_forms};
    if (promised.values && sent.kind != json::Kind::null)
        pair.add(Rule::enum_unknown_value, Verdict::wider, list_text(*promised.values), "any value");
    compare_limits(promised, sent, pair.found);
    compare_known(promised, sent, pair.found);
    if (sent.kind == json::Kind::array) compare_arrays(pair, promised, sent);
    if (sent.kind == json::Kind::object) compare_objects(pair, promised, sent);
    compare_conditions(pair, promised, sent);
    return std::move(pair.found);
}

void Comparison::compare_arrays(Pair& pair, const Form& promised, const Form& sent) {
    const std::size_t first = std::max(promised.first.size(), sent.first.size());
    for (std::size_t i = 0; i < first && i < sent.most; ++i)
        add_inner(pair, promised.element(i), sent.element(i), "[]");
    if (sent.most > first) add_inner(pair, promised.items, sent.items, "[]");
}

void Comparison::compare_conditions(Pair& pair, const Form& promised, const Form& sent) {
    const auto rule = [](const Condition& condition) {
        const auto* keyword = schema::find_keyword(condition.keyword, schema::Draft::draft2020_12);
        return keyword == nullptr ? Rule::schema_mismatch : keyword->rule.value_or(Rule::schema_mismatch);
    };
    std::set<std::string_view> said;
    for (const Condition& wanted : promised.conditions) {
        // A branch that is gone excludes no value.
        if (wanted.keyword == "oneOf" && pair.has_fewer_forms) continue;
        const auto index = static_cast<std::size_t>(&wanted - promised.conditions.data());
        const auto is_kept = [&](const Condition& each) { return keeps(pair, wanted, each); };
        if (index < sent.conditions.size() && is_kept(sent.conditions[index])) continue;
        if (std::any_of(sent.conditions.begin(), sent.conditions.end(), is_kept)) continue;
        const bool is_gone =
            std::none_of(sent.conditions.begin(), sent.conditions.end(),
                         [&](const Condition& each) { return each.keyword == wanted.keyword; });
        const std::string word(wanted.keyword);
        if (said.insert(wanted.keyword).second)
            pair.add(rule(wanted), Verdict::unsure, "limited by " + word,
                     is_gone ? "without " + word : "limited by another " + word)
                .reason = word + " is compared as a whole";
    }
    for (const Condition& each : sent.conditions) {
        if (std::any_of(promised.conditions.begin(), promised.conditions.end(),
                        [&](const Condition& wanted) { return wanted.keyword == each.keyword; }))
            continue;
        const std::string word(each.keyword);
        if (said.insert(each.keyword).second)
            pair.add(rule(each), Verdict::narrower, "without " + word, "limited by " + word);
    }
}

bool Comparison::keeps(const Pair& pair, const Condition& promised, const Condition& sent) {
    if (promised.keyword != sent.keyword || promised.detail != sent.detail ||
        promised.parts.size() != sent.parts.size())
        return false;
    for (std::size_t i = 0; i < promised.parts.size(); ++i) {
        const Operand old{pair.promised.shapes, promised.parts[i]};
        const Operand now{pair.sent.shapes, sent.parts[i]};
        using enum Condition::Keeps;
        if (promised.keeps != when_wider && !includes(old, now)) return false;
        if (promised.keeps != when_narrower && !includes(now, old)) return false;
    }
    return true;
}

} // namespace understudy::drift
