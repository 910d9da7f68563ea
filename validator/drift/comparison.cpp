#include "validator/drift/comparison.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "validator/drift/narrowing.hpp"

namespace understudy::drift {

using schema::Rule;
using Verdict = Difference::Kind;

namespace {

/// Schemas nested deeper than this are not compared.
constexpr std::size_t kDeepest = 200;

bool is_bad(const Difference& each) {
    return each.kind == Verdict::wider || each.kind == Verdict::unsure;
}

bool is_of(const schema::Breach& breach, const Difference& difference) {
    if (breach.rule != difference.rule) return false;
    const std::string& path = difference.origin->path;
    return (breach.rule == Rule::property_undocumented && path.empty()) || breach.path == path;
}

// The type of those forms of a kind: `integer` if each is of integers.
std::string type_text(const Shape& shape, json::Kind kind) {
    const bool is_whole =
        kind == json::Kind::number && std::all_of(shape.begin(), shape.end(), [](const Form& form) {
            return form.kind != json::Kind::number || form.is_integer;
        });
    return is_whole ? "integer" : std::string(kind_name(kind));
}

// `integer or string`; `anything`.
std::string types_text(const Shape& shape) {
    std::set<std::string> names;
    std::size_t plain = 0;
    for (const Form& form : shape) {
        plain += form.is_plain() ? 1U : 0U;
        names.insert(type_text(shape, form.kind));
    }
    if (names.empty()) return "no value";
    if (plain >= 6 && names.size() == 6) return "anything";
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : " or ") + name;
    return text;
}

// Forms that differ in the same way are told once.
void drop_repeated(Differences& list) {
    const auto parts = [](const Difference& each) {
        return std::tie(each.path, each.rule, each.kind, each.promised, each.sent, each.extra);
    };
    for (std::size_t i = 0; i < list.size(); ++i)
        list.erase(std::remove_if(list.begin() + static_cast<std::ptrdiff_t>(i) + 1, list.end(),
                                  [&](const Difference& each) { return parts(each) == parts(list[i]); }),
                   list.end());
}

bool has_kind(const Shape& shape, json::Kind kind) {
    return std::any_of(shape.begin(), shape.end(), [&](const Form& form) { return form.kind == kind; });
}

constexpr json::Kind kKinds[] = {json::Kind::string, json::Kind::number, json::Kind::boolean,
                                 json::Kind::object, json::Kind::array,  json::Kind::null};

} // namespace

Difference& Comparison::Pair::add(Rule rule, Verdict kind, std::string promised_text, std::string sent_text) {
    Difference& each = found.emplace_back();
    each.rule = rule;
    each.kind = kind;
    each.promised = std::move(promised_text);
    each.sent = std::move(sent_text);
    return each;
}

Differences Comparison::compare(const Operand& promised, const Operand& sent) {
    Differences all = *find(promised, sent);
    prove(all);
    if (std::any_of(all.begin(), all.end(), is_bad)) return all;
    // The comparison of keywords is not trusted alone. Samples take long, and equal schemas need none.
    for (const Witness& witness : search_.search(promised, sent, !all.empty())) {
        const schema::Breach& breach = witness.breaches.front();
        Pair pair{promised, sent};
        Difference& each = pair.add(breach.rule, Verdict::wider, breach.expected, breach.found);
        each.path = breach.path;
        each.example = witness.value;
        all.push_back(each);
        break;
    }
    return all;
}

Comparison::Found Comparison::find(const Operand& promised, const Operand& sent) {
    static const Found kNone = std::make_shared<const Differences>();
    const Key key = key_of(promised, sent);
    if (const auto known = known_.find(key); known != known_.end()) {
        lowest_ = std::min(lowest_, known->second.lowest);
        return known->second.found;
    }
    if (const auto open = open_.find(key); open != open_.end()) {
        lowest_ = std::min(lowest_, open->second);
        return kNone;
    }
    const std::size_t depth = open_.size();
    if (depth == kDeepest) {
        Pair pair{promised, sent};
        pair.add(Rule::schema_mismatch, Verdict::unsure, "the same", "the same").reason =
            "the schemas are nested too deep";
        return std::make_shared<const Differences>(std::move(pair.found));
    }
    open_.emplace(key, depth);
    const std::size_t around = std::exchange(lowest_, SIZE_MAX);
    const Found found = std::make_shared<const Differences>(compare_once(promised, sent));
    open_.erase(key);
    keep(key, found, depth);
    lowest_ = std::min(lowest_, around);
    return found;
}

// A result that took an outer pair to be equal holds while that pair is open, and longer if it is equal.
void Comparison::keep(const Key& key, const Found& found, std::size_t depth) {
    if (lowest_ < depth) {
        known_[key] = {found, lowest_};
        provisional_.push_back(key);
        return;
    }
    lowest_ = SIZE_MAX;
    known_[key] = {found, SIZE_MAX};
    while (!provisional_.empty() && known_[provisional_.back()].lowest >= depth) {
        if (found->empty())
            known_[provisional_.back()].lowest = SIZE_MAX;
        else
            known_.erase(provisional_.back());
        provisional_.pop_back();
    }
}

Differences Comparison::compare_once(const Operand& promised, const Operand& sent) {
    Pair pair{promised, sent};
    compare_types(pair);
    for (const json::Kind kind : kKinds) compare_kind(pair, kind);
    drop_repeated(pair.found);
    for (Difference& each : pair.found) {
        if (each.sent_at.value == nullptr && !sent.parts.empty()) each.sent_at = sent.parts.front();
        if (each.promised_at.value == nullptr && !promised.parts.empty())
            each.promised_at = promised.parts.front();
    }
    for (Difference& each : pair.found)
        if (is_bad(each) && !each.is_settled && each.origin == nullptr)
            each.origin = std::make_shared<const Origin>(Origin{promised, sent, each.path});
    return std::move(pair.found);
}

// Only for what is told: to look for a witness takes long.
void Comparison::prove(Differences& differences) {
    for (Difference& each : differences) {
        if (!is_bad(each) || each.origin == nullptr) continue;
        const Origin& origin = *each.origin;
        const auto [known, is_new] = witnesses_.try_emplace(key_of(origin.promised, origin.sent));
        std::vector<Witness>& witnesses = known->second;
        if (is_new) witnesses = search_.search(origin.promised, origin.sent, true);
        auto proof = std::find_if(witnesses.begin(), witnesses.end(), [&](const Witness& witness) {
            return std::any_of(witness.breaches.begin(), witness.breaches.end(),
                               [&](const schema::Breach& breach) { return is_of(breach, each); });
        });
        if (proof == witnesses.end() && each.kind == Verdict::unsure) proof = witnesses.begin();
        if (proof == witnesses.end()) continue;
        each.kind = Verdict::wider;
        each.example = proof->value;
    }
}

Comparison::Key Comparison::key_of(const Operand& promised, const Operand& sent) {
    Key key = {promised.shapes, sent.shapes};
    for (const schema::SchemaPlace& place : promised.parts) key.push_back(place.value);
    key.push_back(nullptr);
    for (const schema::SchemaPlace& place : sent.parts) key.push_back(place.value);
    return key;
}

void Comparison::compare_types(Pair& pair) const {
    const Shape& promised = pair.promised.shapes->of(pair.promised.parts);
    const Shape& sent = pair.sent.shapes->of(pair.sent.parts);
    const std::string before = types_text(promised);
    const std::string after = types_text(sent);
    if (before == "no value" || after == "no value") {
        if (before != after)
            pair.add(Rule::schema_mismatch, after == "no value" ? Verdict::narrower : Verdict::wider, before,
                     after);
        return;
    }
    const bool has_common = std::any_of(std::begin(kKinds), std::end(kKinds), [&](json::Kind kind) {
        return has_kind(promised, kind) && has_kind(sent, kind);
    });
    if (!has_common) {
        pair.add(after == "null" ? Rule::null_unexpected : Rule::type_mismatch, Verdict::wider, before,
                 after);
        return;
    }
    const bool is_whole = before == "anything" || after == "anything";
    bool is_said = false;
    for (const json::Kind kind : kKinds) {
        const bool is_promised = has_kind(promised, kind);
        if (is_promised == has_kind(sent, kind) || (is_whole && is_said)) continue;
        const bool is_null = kind == json::Kind::null && !is_promised && !is_whole;
        Difference& each = pair.add(is_null ? Rule::null_unexpected : Rule::type_mismatch,
                                    is_promised ? Verdict::narrower : Verdict::wider, before, after);
        if (!is_whole) each.extra = type_text(is_promised ? promised : sent, kind);
        is_said = true;
    }
}

void Comparison::compare_kind(Pair& pair, json::Kind kind) {
    const auto of_kind = [&](const Operand& operand) {
        Forms forms;
        for (const Form& form : operand.shapes->of(operand.parts))
            if (form.kind == kind) forms.push_back(&form);
        return forms;
    };
    const Forms promised = of_kind(pair.promised);
    const Forms sent = of_kind(pair.sent);
    if (promised.empty() || sent.empty()) return;
    Forms open;
    for (const Form* form : sent) {
        if (form->values)
            compare_list(pair, promised, *form);
        else
            open.push_back(form);
    }
    if (open.empty())
        list_unsent(pair, promised, sent);
    else
        compare_open(pair, promised, open);
}

bool Comparison::includes(const Operand& promised, const Operand& sent) {
    const Found found = find(promised, sent);
    return std::none_of(found->begin(), found->end(), is_bad);
}

void Comparison::add_inner(Pair& pair, const Parts& promised, const Parts& sent, const std::string& path) {
    const Found inner = find({pair.promised.shapes, promised}, {pair.sent.shapes, sent});
    for (Difference each : *inner) {
        const bool is_joined = each.path.empty() || each.path.starts_with("[");
        each.path = path + (is_joined ? "" : ".") + each.path;
        pair.found.push_back(std::move(each));
    }
}

} // namespace understudy::drift
