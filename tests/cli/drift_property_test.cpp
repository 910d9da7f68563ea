#include <boost/test/unit_test.hpp>

#include "server/generate/generator.hpp"
#include "validator/contract/contract.hpp"
#include "validator/drift/contract_diff.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

// Whatever two schemas say: a value that one allows and the other does not is never passed over in silence.
namespace {

using namespace understudy;

/// Draws, of which one comes out otherwise: so two schemas are alike but for one place and what follows it.
class Draws {
public:
    Draws(std::uint64_t seed, std::size_t other) : chance_(seed), other_(other) {}

    std::size_t below(std::size_t count) {
        const std::size_t drawn = chance_.below(count);
        return ++made_ == other_ ? (drawn + 1) % count : drawn;
    }
    template <std::size_t Size>
    std::string one_of(const char* const (&words)[Size]) {
        return words[below(Size)];
    }

private:
    generate::Chance chance_;
    std::size_t other_;
    std::size_t made_ = 0;
};

std::string schema(Draws& draws, unsigned depth);

std::string object(Draws& draws, unsigned depth) {
    std::string text = R"("type":"object","properties":{"a":)" + schema(draws, depth + 1);
    if (draws.below(2) == 0) text += R"(,"b":)" + schema(draws, depth + 1);
    text +=
        draws.one_of({"}", R"(},"required":["a"])", R"(},"required":["a","b"])", R"(},"required":["b"])"});
    text += draws.one_of(
        {"", "", R"(,"additionalProperties":false)", R"(,"additionalProperties":{"type":"integer"})",
         R"(,"minProperties":1)", R"(,"maxProperties":1)", R"(,"not":{"required":["b"]})",
         R"(,"patternProperties":{"^a":{"type":"string"}})", R"(,"dependentRequired":{"a":["b"]})",
         R"(,"unevaluatedProperties":false)", R"(,"propertyNames":{"maxLength":1})",
         R"(,"if":{"required":["b"]},"then":{"required":["c"]})"});
    return "{" + text + "}";
}

std::string array(Draws& draws, unsigned depth) {
    std::string text = R"("type":"array")";
    if (draws.below(3) != 0) text += R"(,"items":)" + schema(draws, depth + 1);
    if (draws.below(4) == 0) text += R"(,"prefixItems":[)" + schema(draws, depth + 1) + "]";
    text += draws.one_of({"", "", R"(,"minItems":1)", R"(,"maxItems":2)", R"(,"uniqueItems":true)",
                          R"(,"contains":{"type":"integer"})",
                          R"(,"contains":{"type":"string"},"maxContains":1)"});
    return "{" + text + "}";
}

std::string scalar(Draws& draws) {
    return draws.one_of({R"({"type":"string"})",
                         R"({"type":"integer"})",
                         R"({"type":"number"})",
                         R"({"type":"boolean"})",
                         R"({"type":"null"})",
                         R"({"type":["string","null"]})",
                         R"({"type":["integer","boolean"]})",
                         "{}",
                         "true",
                         R"({"enum":["x","y",1]})",
                         R"({"enum":["x","y"]})",
                         R"({"const":"x"})",
                         R"({"const":[1]})",
                         R"({"type":"string","maxLength":3})",
                         R"({"type":"string","minLength":2})",
                         R"({"type":"string","pattern":"^a"})",
                         R"({"type":"string","pattern":"^[ab]+$"})",
                         R"({"type":"string","format":"uuid"})",
                         R"({"type":"string","format":"date"})",
                         R"({"type":"integer","minimum":0,"maximum":9})",
                         R"({"type":"integer","exclusiveMinimum":0,"maximum":10})",
                         R"({"type":"number","exclusiveMaximum":9.5})",
                         R"({"type":"integer","multipleOf":2})",
                         R"({"type":"number","multipleOf":0.5})",
                         R"({"minimum":3})",
                         R"({"maxLength":2})",
                         R"({"type":"integer","format":"int32"})",
                         R"({"not":{"type":"string"}})",
                         R"({"not":{"const":"x"}})",
                         R"({"$ref":"#/components/schemas/Word"})",
                         R"({"$ref":"#/components/schemas/Tree"})"});
}

std::string schema(Draws& draws, unsigned depth) {
    if (depth > 2) return scalar(draws);
    switch (draws.below(8)) {
        case 0:
        case 1:
            return object(draws, depth);
        case 2:
            return array(draws, depth);
        case 3: {
            const std::string word = draws.one_of({"anyOf", "oneOf", "allOf"});
            return "{\"" + word + "\":[" + schema(draws, depth + 1) + "," + schema(draws, depth + 1) + "]}";
        }
        default:
            return scalar(draws);
    }
}

contract::Contract contract_of(const std::string& schema) {
    return contract::Contract::parse(
        "t", "t.json",
        R"({"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/t":{"get":{"responses":{"200":{
        "description":"d","content":{"application/json":{"schema":)" +
            schema +
            R"(}}}}}}},"components":{"schemas":{"Word":{"type":"string","maxLength":5},"Tree":{"type":"object",
        "properties":{"n":{"type":"integer"},"up":{"$ref":"#/components/schemas/Tree"}}}}}})");
}

const schema::Program& body_of(const contract::Contract& contract) {
    return *contract.operation(contract.routes().front()).responses.front().body;
}

class Count : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        // An object that names its properties and is open to others allows them: that it has one is advice.
        const bool is_advice = breach.evidence == schema::Evidence::inferred;
        if (!is_advice) ++count;
    }
    std::size_t count = 0;
};

bool allows(const schema::Program& program, const std::string& json) {
    Count breaches;
    schema::Evaluator(program).evaluate(json, breaches);
    return breaches.count == 0;
}

struct Outcome {
    bool is_told = false; ///< that NEW may allow more than OLD
    std::string text;
};

Outcome compare(const contract::Contract& old, const contract::Contract& now) {
    check::Tally tally(1000);
    drift::diff(old, now, {true, false, {}}, tally); // no sampler: the schemas alone
    Outcome outcome;
    for (const check::Finding& finding : tally.findings()) {
        const bool is_unsure = finding.change.find("cannot tell") != std::string::npos;
        outcome.is_told = outcome.is_told || finding.severity == check::Severity::error || is_unsure;
        outcome.text += std::string(check::severity_name(finding.severity)) + " " + finding.message() + "\n";
        // An example of the whole body is a proof.
        const std::size_t example = finding.change.find(", for example ");
        if (!finding.path.empty() || finding.severity != check::Severity::error ||
            example == std::string::npos)
            continue;
        const std::string value = finding.change.substr(example + 14);
        BOOST_TEST(allows(body_of(now), value), value);
        BOOST_TEST(!allows(body_of(old), value), value);
    }
    return outcome;
}

std::string any_refused(const contract::Contract& old, const contract::Contract& now) {
    generate::Generator generator(body_of(now));
    for (std::uint64_t seed = 100; seed < 112; ++seed)
        if (const auto value = generator.generate(generate::Chance(seed)))
            if (const std::string json = value->written();
                allows(body_of(now), json) && !allows(body_of(old), json))
                return json;
    return {};
}

BOOST_AUTO_TEST_SUITE(drift_property)

BOOST_AUTO_TEST_CASE(a_value_that_is_new_is_never_passed_over) {
    constexpr std::uint64_t kPairs = 1500;
    std::size_t refused = 0, quiet = 0;
    for (std::uint64_t seed = 1; seed <= kPairs; ++seed) {
        Draws draws(seed, 0);
        Draws others(seed % 4 == 0 ? seed + 7919 : seed, 1 + seed % 9);
        const std::string first = schema(draws, 0);
        const std::string second = schema(others, 0);
        const contract::Contract old = contract_of(first), now = contract_of(second);
        const Outcome outcome = compare(old, now);
        const std::string value = any_refused(old, now);
        refused += value.empty() ? 0U : 1U;
        quiet += outcome.is_told ? 0U : 1U;
        BOOST_TEST((value.empty() || outcome.is_told), "OLD " << first << "\nNEW " << second << "\nallows "
                                                              << value << "\n"
                                                              << outcome.text);
        const Outcome same = compare(old, old);
        BOOST_TEST(same.text == "", "OLD and NEW " << first << "\n" << same.text);
    }
    // The test sees both: values that are new, and changes that bring none.
    BOOST_TEST(refused > kPairs / 10);
    BOOST_TEST(quiet > kPairs / 10);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
