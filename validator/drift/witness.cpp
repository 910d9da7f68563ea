#include "validator/drift/witness.hpp"

#include <algorithm>
#include <set>

#include "validator/json/write.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::drift {
namespace {

using json::Kind;
using json::Value;
using schema::Rule;

// Collects what is wrong. Advice is not.
class Breaches : public schema::BreachSink {
public:
    explicit Breaches(std::vector<schema::Breach>& list) : list_(list) {}
    void add(schema::Breach&& breach) override {
        if (breach.rule == Rule::value_unlisted || breach.rule == Rule::property_one_way) return;
        breach.value = {};
        list_.push_back(std::move(breach));
    }

private:
    std::vector<schema::Breach>& list_;
};

using Evaluators = std::vector<schema::Evaluator>;

Evaluators evaluators_of(const std::vector<schema::Program>& programs) {
    Evaluators all;
    all.reserve(programs.size());
    for (const schema::Program& program : programs) all.emplace_back(program);
    return all;
}

std::vector<schema::Breach> breaches_of(Evaluators& evaluators, const std::string& json) {
    std::vector<schema::Breach> list;
    Breaches sink(list);
    for (schema::Evaluator& evaluator : evaluators) evaluator.evaluate(json, sink);
    return list;
}

class Candidates {
public:
    explicit Candidates(Shapes& shapes) : shapes_(shapes) {}

    void add(const Parts& parts) {
        for (const schema::SchemaPlace& place : parts) add_examples(*place.value);
        for (const Form& form : shapes_.of(parts)) add(form);
    }
    const std::set<std::string>& texts() const { return texts_; }

private:
    static constexpr std::uint64_t kLongest = 300;

    void add(const Value& value) {
        std::string text;
        json::write_compact(value, text);
        texts_.insert(std::move(text));
    }
    void add_examples(const Value& schema) {
        for (const char* word : {"example", "default"})
            if (const Value* value = schema.find(word); value != nullptr) add(*value);
        if (const Value* all = schema.find("examples"); all != nullptr)
            for (const Value& value : all->elements) add(value);
    }
    void add(const Form& form) {
        if (form.values)
            for (const Value* value : *form.values) add(*value);
        for (const auto& bound : {form.lower, form.upper})
            if (bound) add_number(bound->literal);
        for (const std::string& multiple : form.multiples) add_number(multiple);
        for (const std::string& pattern : form.patterns) add_text_of(pattern);
        for (const std::uint64_t count : {form.least, form.most})
            for (const std::uint64_t each : {count - 1, count, count + 1})
                if (each <= kLongest) add_of_size(form, each);
    }
    void add_number(const std::string& literal) {
        texts_.insert(literal);
        const std::size_t digits = literal.size();
        if (literal.find_first_not_of("-0123456789") != std::string::npos || digits > 17) return;
        const long long value = std::stoll(literal);
        for (const long long near : {value - 1, value + 1, 2 * value}) texts_.insert(std::to_string(near));
        texts_.insert(literal + ".5");
    }
    // The text that a simple pattern is about: `^ab` is about `ab`.
    void add_text_of(std::string pattern) {
        std::erase_if(pattern,
                      [](char c) { return std::string_view("^$\\()").find(c) != std::string_view::npos; });
        texts_.insert(json::quoted(pattern));
    }
    void add_of_size(const Form& form, std::uint64_t size) {
        if (form.kind == Kind::string) texts_.insert(json::quoted(std::string(size, 'a')));
        std::string equal, different, members;
        for (std::uint64_t i = 0; i < size; ++i) {
            const std::string sign = i == 0 ? "" : ",";
            equal += sign + "1";
            different += sign + std::to_string(i);
            members += sign + json::quoted("m" + std::to_string(i)) + ":" + std::to_string(i);
        }
        if (form.kind == Kind::array) texts_.insert({"[" + equal + "]", "[" + different + "]"});
        if (form.kind == Kind::object) texts_.insert("{" + members + "}");
    }

    Shapes& shapes_;
    std::set<std::string> texts_ = {
        "null",       "true",  "false",         "0",  "1",     "-1",      "42", "1.5",
        "\"\"",       "\"a\"", "\"text\"",      "[]", "[1,1]", "[\"a\"]", "{}", "{\"x\":1}",
        "2147483648", "1e400", "\"2026-01-31\""};
};

} // namespace

WitnessSearch::Verdict WitnessSearch::hold(const Operand& promised, const Operand& sent,
                                           const std::string& json, std::vector<schema::Breach>& breaches) {
    bool is_whole = true;
    const auto programs = sent.shapes->programs(sent.parts, is_whole);
    if (!is_whole) return Verdict::unsure;
    Evaluators senders = evaluators_of(programs);
    if (!breaches_of(senders, json).empty()) return Verdict::promised; // it is never sent
    const auto wanted = promised.shapes->programs(promised.parts, is_whole);
    Evaluators readers = evaluators_of(wanted);
    breaches = breaches_of(readers, json);
    if (!breaches.empty()) return Verdict::refused;
    return is_whole ? Verdict::promised : Verdict::unsure;
}

std::vector<Witness> WitnessSearch::search(const Operand& promised, const Operand& sent, bool samples) const {
    bool is_whole = true;
    const auto programs = sent.shapes->programs(sent.parts, is_whole);
    const auto wanted = promised.shapes->programs(promised.parts, is_whole);
    if (!is_whole || wanted.empty()) return {}; // what promises anything refuses nothing
    Evaluators senders = evaluators_of(programs);
    Evaluators readers = evaluators_of(wanted);
    Candidates mine(*promised.shapes);
    mine.add(promised.parts);
    Candidates its(*sent.shapes);
    its.add(sent.parts);
    std::set<std::string> texts = its.texts();
    texts.insert(mine.texts().begin(), mine.texts().end());
    if (samples && sampler_)
        for (const schema::Program& program : programs)
            for (std::string& text : sampler_(program)) texts.insert(std::move(text));
    std::vector<std::string> ordered(texts.begin(), texts.end());
    std::ranges::stable_sort(ordered, {}, &std::string::size); // the shortest says most
    std::vector<Witness> found;
    constexpr std::size_t kEnough = 40;
    for (const std::string& text : ordered) {
        if (found.size() == kEnough) break;
        std::vector<schema::Breach> breaches = breaches_of(readers, text);
        if (!breaches.empty() && breaches_of(senders, text).empty())
            found.push_back({text, std::move(breaches)});
    }
    return found;
}

} // namespace understudy::drift
