#include <algorithm>

#include "validator/drift/comparison.hpp"
#include "validator/json/write.hpp"
#include "validator/schema/dialect/keyword_table.hpp"

namespace understudy::drift {
namespace {

using json::Decimal;
using json::Kind;
using schema::Rule;
using Verdict = Difference::Kind;

// `at most 9 characters`; without a value, `without maxLength`.
std::string said(std::string_view word, const std::string& value) {
    if (value.empty()) return "without " + std::string(word);
    if (word == "pattern") return "matching " + value;
    const schema::Words words = schema::find_keyword(word, schema::Draft::draft2020_12)->words;
    std::string text = std::string(words.before) + value + std::string(words.after);
    if (value == "1" && words.after.ends_with('s')) text.pop_back();
    return text;
}

Rule rule_of(std::string_view word) {
    return *schema::find_keyword(word, schema::Draft::draft2020_12)->rule;
}

void add(Differences& found, std::string_view word, Verdict kind, const std::string& promised,
         const std::string& sent) {
    Difference each;
    each.rule = rule_of(word);
    each.kind = kind;
    each.promised = said(word, promised);
    each.sent = said(word, sent);
    if (kind == Verdict::unsure) each.reason = std::string(word) + " is compared by its text";
    found.push_back(std::move(each));
}

void compare_counts(const Form& promised, const Form& sent, Differences& found) {
    const bool is_text = sent.kind == Kind::string;
    const bool is_array = sent.kind == Kind::array;
    const auto shown = [](std::uint64_t count, std::uint64_t none) {
        return count == none ? std::string() : std::to_string(count);
    };
    if (promised.least != sent.least)
        add(found,
            is_text    ? "minLength"
            : is_array ? "minItems"
                       : "minProperties",
            sent.least < promised.least ? Verdict::wider : Verdict::narrower, shown(promised.least, 0),
            shown(sent.least, 0));
    if (promised.most != sent.most)
        add(found,
            is_text    ? "maxLength"
            : is_array ? "maxItems"
                       : "maxProperties",
            sent.most > promised.most ? Verdict::wider : Verdict::narrower, shown(promised.most, kNoMost),
            shown(sent.most, kNoMost));
}

// The integers at or above an exclusive limit of 5 begin at 6.
std::optional<Decimal> first_integer(const Form& form, bool is_lower) {
    const std::optional<Bound>& bound = is_lower ? form.lower : form.upper;
    if (!bound || !form.is_integer || bound->literal.size() > 17 ||
        bound->literal.find_first_not_of("-0123456789") != std::string::npos)
        return std::nullopt;
    const long long step = !bound->is_exclusive ? 0 : is_lower ? 1 : -1;
    return Decimal::parse(std::to_string(std::stoll(bound->literal) + step));
}

// Above zero where the sender's limit is the narrower one, below it where it is the wider one.
int order_of(const Form& promised, const Form& sent, bool is_lower) {
    const std::optional<Bound>& old = is_lower ? promised.lower : promised.upper;
    const std::optional<Bound>& now = is_lower ? sent.lower : sent.upper;
    if (!old || !now) return (now ? 1 : 0) - (old ? 1 : 0);
    const auto one = first_integer(promised, is_lower);
    const auto other = first_integer(sent, is_lower);
    const auto order = one && other ? *other <=> *one : now->value() <=> old->value();
    if (order != 0) return (order > 0) == is_lower ? 1 : -1;
    if (one && other) return 0;
    return (now->is_exclusive ? 1 : 0) - (old->is_exclusive ? 1 : 0);
}

void compare_bound(const Form& promised, const Form& sent, bool is_lower, Differences& found) {
    const std::optional<Bound>& old = is_lower ? promised.lower : promised.upper;
    const std::optional<Bound>& now = is_lower ? sent.lower : sent.upper;
    const int order = order_of(promised, sent, is_lower);
    if (order == 0) return;
    const auto word = [&](const std::optional<Bound>& bound) {
        const bool is_exclusive = bound && bound->is_exclusive;
        return is_lower ? (is_exclusive ? "exclusiveMinimum" : "minimum")
                        : (is_exclusive ? "exclusiveMaximum" : "maximum");
    };
    Difference each;
    each.rule = Rule::number_out_of_range;
    each.kind = order < 0 ? Verdict::wider : Verdict::narrower;
    each.promised = said(word(old), old ? old->literal : "");
    each.sent = said(word(now), now ? now->literal : "");
    found.push_back(std::move(each));
}

void compare_multiples(const Form& promised, const Form& sent, Differences& found) {
    if (promised.is_integer != sent.is_integer) {
        const bool is_whole =
            std::any_of(sent.multiples.begin(), sent.multiples.end(), [](const std::string& each) {
                return json::is_multiple(Decimal::parse(each), Decimal::parse("1"));
            });
        if (!is_whole || sent.is_integer) {
            Difference each;
            each.rule = Rule::type_mismatch;
            each.kind = sent.is_integer ? Verdict::narrower : Verdict::wider;
            each.promised = promised.is_integer ? "integer" : "number";
            each.sent = sent.is_integer ? "integer" : "number";
            found.push_back(std::move(each));
        }
    }
    const auto meets = [](const std::set<std::string>& all, bool is_integer, const std::string& wanted) {
        const Decimal divisor = Decimal::parse(wanted);
        return (is_integer && json::is_multiple(Decimal::parse("1"), divisor)) ||
               std::any_of(all.begin(), all.end(), [&](const std::string& each) {
                   return json::is_multiple(Decimal::parse(each), divisor);
               });
    };
    const auto first = [](const std::set<std::string>& all) { return all.empty() ? "" : *all.begin(); };
    for (const std::string& each : promised.multiples)
        if (!meets(sent.multiples, sent.is_integer, each))
            return add(found, "multipleOf", sent.multiples.size() < 2 ? Verdict::wider : Verdict::unsure,
                       each, first(sent.multiples));
    for (const std::string& each : sent.multiples)
        if (!meets(promised.multiples, promised.is_integer, each))
            return add(found, "multipleOf", Verdict::narrower, first(promised.multiples), each);
}

// What has the first format has the second one, too.
constexpr std::pair<std::string_view, std::string_view> kNarrowerFormats[] = {
    {"int32", "int64"},       {"int32", "double"},          {"int32", "float"},
    {"float", "double"},      {"int64", "double"},          {"int64", "float"},
    {"email", "idn-email"},   {"hostname", "idn-hostname"}, {"uri", "uri-reference"},
    {"uri", "iri"},           {"uri", "iri-reference"},     {"uri-reference", "iri-reference"},
    {"iri", "iri-reference"},
};

bool has_format(const Form& form, const std::string& wanted) {
    if (form.formats.contains(wanted)) return true;
    for (const auto& [narrow, wide] : kNarrowerFormats)
        if (wide == wanted && form.formats.contains(std::string(narrow))) return true;
    const bool is_32 = wanted == "int32";
    if ((!is_32 && wanted != "int64") || !form.is_integer || !form.lower || !form.upper) return false;
    return form.lower->value() >= Decimal::parse(is_32 ? "-2147483648" : "-9223372036854775808") &&
           form.upper->value() <= Decimal::parse(is_32 ? "2147483647" : "9223372036854775807");
}

void compare_formats(const Form& promised, const Form& sent, Differences& found) {
    const auto first = [](const std::set<std::string>& all) { return all.empty() ? "" : *all.begin(); };
    for (const std::string& each : promised.formats)
        if (!has_format(sent, each)) {
            bool is_wider = sent.formats.empty() && sent.patterns.empty();
            for (const auto& [narrow, wide] : kNarrowerFormats)
                is_wider = is_wider || (narrow == each && sent.formats.contains(std::string(wide)));
            return add(found, "format", is_wider ? Verdict::wider : Verdict::unsure, each,
                       first(sent.formats));
        }
    for (const std::string& each : sent.formats)
        if (!has_format(promised, each))
            return add(found, "format", Verdict::narrower, first(promised.formats), each);
}

void compare_patterns(const Form& promised, const Form& sent, Differences& found) {
    const auto first = [](const std::set<std::string>& all) {
        return all.empty() ? "" : json::quoted(*all.begin());
    };
    for (const std::string& each : promised.patterns)
        if (!sent.patterns.contains(each))
            return add(found, "pattern",
                       sent.patterns.empty() && sent.formats.empty() ? Verdict::wider : Verdict::unsure,
                       json::quoted(each), first(sent.patterns));
    for (const std::string& each : sent.patterns)
        if (!promised.patterns.contains(each))
            return add(found, "pattern", Verdict::narrower, first(promised.patterns), json::quoted(each));
}

} // namespace

void compare_limits(const Form& promised, const Form& sent, Differences& found) {
    compare_counts(promised, sent, found);
    compare_multiples(promised, sent, found);
    compare_bound(promised, sent, true, found);
    compare_bound(promised, sent, false, found);
    compare_formats(promised, sent, found);
    compare_patterns(promised, sent, found);
    if (promised.is_unique != sent.is_unique) {
        Difference each;
        each.rule = Rule::array_not_unique;
        each.kind = sent.is_unique ? Verdict::narrower : Verdict::wider;
        each.promised = promised.is_unique ? "free of equal elements" : "without uniqueItems";
        each.sent = sent.is_unique ? "free of equal elements" : "without uniqueItems";
        found.push_back(std::move(each));
    }
}

} // namespace understudy::drift
