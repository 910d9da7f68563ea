// What is counted as the bytes come is what a look at the whole document counts.

#include "validator/schema/evaluate/coverage_counter.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "tests/validator/dice.hpp"
#include "tests/validator/seed.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using schema::CoverageCounter;
using test::Dice;

schema::Program compile(const std::string& text) {
    schema::Notes notes;
    return schema::compile(std::make_shared<const json::Document>(json::Document::parse("s", text)), "",
                           notes);
}

class Ignore : public schema::BreachSink {
public:
    void add(schema::Breach&&) override {}
};

std::map<std::string, std::uint64_t> counts(const schema::Program& program,
                                            const std::vector<std::string>& bodies,
                                            bool whole_documents = false) {
    CoverageCounter counter(program);
    schema::EvaluatorOptions options;
    options.whole_documents = whole_documents;
    schema::Evaluator evaluator(program, options);
    evaluator.watch(&counter);
    Ignore ignore;
    for (const std::string& body : bodies) evaluator.evaluate(body, ignore);
    std::map<std::string, std::uint64_t> seen;
    for (const CoverageCounter::Item& item : counter.items()) {
        const std::string kind = item.kind == CoverageCounter::Kind::null    ? " null"
                                 : item.kind == CoverageCounter::Kind::value ? " = " + item.value
                                                                             : "";
        seen["/" + item.path + kind] = item.documents;
    }
    return seen;
}

using Counts = std::map<std::string, std::uint64_t>;
std::string shown(const Counts& counts) {
    std::string text;
    for (const auto& [name, documents] : counts) text += name + ": " + std::to_string(documents) + "; ";
    return text;
}

const std::string schema_text = R"({"type":"object","properties":{
    "a":{"type":["string","null"],"enum":["x","y",null]},
    "list":{"type":"array","items":{"type":["object","null"],"properties":{"n":{"type":["number","null"]},
      "words":{"type":"array","items":{"x-known-values":["u","v"]}}}}},
    "kept":{"oneOf":[{"type":"null"},{"type":"object","properties":{"p":{"enum":["s","t"]},"q":{"items":{"type":["null","string"]}}}}]},
    "both":{"allOf":[{"properties":{"l":{}}},{"properties":{"r":{"type":["null","object"],"properties":{"deep":{}}}}}]},
    "level":{"enum":[1,2.50,true,"1","2"]},
    "self":{"$ref":"#"}}})";

BOOST_AUTO_TEST_SUITE(coverage_counter)

BOOST_AUTO_TEST_CASE(documents_are_counted_not_places) {
    const auto program = compile(schema_text);
    const Counts seen =
        counts(program, {
                            R"({"a":"x","list":[{"n":1},{"n":null},null,{"words":["u","u"]}]})",
                            R"({"a":null,"kept":{"p":"t","q":[null,"z"]},"both":{"r":{"deep":1}}})",
                            R"({"a":"zz","list":[],"kept":null,"unknown":1,"both":{"l":1,"r":null}})",
                            R"({"self":{"a":"y"},"level":1.0})",
                            R"({"level":true})",
                            R"({"level":"1"})",
                            R"({"level":2.5})",
                            R"({"level":"true"})",
                            R"({"level":"2.50"})",
                            R"({"level":false})",
                            R"([])",
                        });
    const Counts expected = {{"/", 11},
                             {"/level", 7},
                             {"/level = 1", 2},
                             {"/level = 2.50", 1},
                             {"/level = true", 1},
                             {"/level = 2", 0},
                             {"/a", 3},
                             {"/a null", 1},
                             {"/a = x", 1},
                             {"/a = y", 0},
                             {"/list", 2},
                             {"/list[]", 1},
                             {"/list[] null", 1},
                             {"/list[].n", 1},
                             {"/list[].n null", 1},
                             {"/list[].words", 1},
                             {"/list[].words[]", 1},
                             {"/list[].words[] = u", 1},
                             {"/list[].words[] = v", 0},
                             {"/kept", 2},
                             {"/kept null", 1},
                             {"/kept.p", 1},
                             {"/kept.p = s", 0},
                             {"/kept.p = t", 1},
                             {"/kept.q", 1},
                             {"/kept.q[]", 1},
                             {"/kept.q[] null", 1},
                             {"/both", 2},
                             {"/both.l", 1},
                             {"/both.r", 2},
                             {"/both.r null", 1},
                             {"/both.r.deep", 1},
                             {"/self", 1}};
    BOOST_TEST((seen == expected), shown(seen) << "\nexpected\n" << shown(expected));
}

std::string any_value(Dice& dice, int depth) {
    const std::vector<std::string> scalars = {"null", "1", "2.5", "\"x\"", "\"s\"", "\"u\"", "\"1\"", "true"};
    if (depth == 0 || dice.once_in(3)) return dice.any(scalars);
    std::string text = "[";
    if (dice.once_in(3)) {
        for (std::size_t left = dice.below(3); left != 0; --left)
            text += (text == "[" ? "" : ",") + any_value(dice, depth - 1);
        return text + "]";
    }
    std::vector<std::string> names = {"a",     "list", "kept", "both", "self", "level", "n",
                                      "words", "p",    "q",    "l",    "r",    "deep",  "z"};
    text = "{";
    while (!names.empty() && !dice.once_in(6)) {
        std::string& name = dice.any(names);
        text += (text == "{" ? "\"" : ",\"") + name + "\":" + any_value(dice, depth - 1);
        name = names.back();
        names.pop_back();
    }
    return text + "}";
}

BOOST_AUTO_TEST_CASE(one_pass_counts_what_whole_documents_have) {
    Dice dice(test::seed());
    const auto program = compile(schema_text);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> bodies;
        for (std::size_t left = 1 + dice.below(60); left != 0; --left) bodies.push_back(any_value(dice, 5));
        const Counts streamed = counts(program, bodies);
        const Counts whole = counts(program, bodies, true);
        BOOST_TEST((streamed == whole), bodies.front()
                                            << ": " << shown(streamed) << "\nwhole: " << shown(whole));
    }
}

BOOST_AUTO_TEST_CASE(objects_of_many_properties_are_counted_too) {
    std::string properties, body;
    for (int i = 0; i < 150; ++i) {
        const std::string name = "\"p" + std::to_string(i) + "\":";
        properties += (i == 0 ? "" : ",") + name + R"({"type":["null","string"]})";
        if (i % 3 == 0) body += (body.empty() ? "" : ",") + name + (i % 2 == 0 ? "null" : "\"x\"");
    }
    const auto program = compile(R"({"properties":{)" + properties + "}}");
    const Counts seen = counts(program, {"{" + body + "}", "{}"});
    for (int i = 0; i < 150; ++i) {
        const std::string name = "/p" + std::to_string(i);
        BOOST_TEST(seen.at(name) == (i % 3 == 0 ? 1U : 0U), name);
        BOOST_TEST(seen.at(name + " null") == (i % 6 == 0 ? 1U : 0U), name);
    }
}

BOOST_AUTO_TEST_CASE(a_schema_that_stands_for_paths_without_end_is_bounded) {
    std::string defs;
    for (int i = 0; i < 40; ++i) {
        const std::string next = R"({"$ref":"#/$defs/d)" + std::to_string(i + 1) + R"("})";
        defs += (i == 0 ? "" : ",") +
                ("\"d" + std::to_string(i) + R"(":{"properties":{"a":)" + next + R"(,"b":)" + next + "}}");
    }
    const auto program = compile(R"({"$ref":"#/$defs/d0","$defs":{)" + defs + R"(,"d40":{}}})");
    CoverageCounter counter(program);
    BOOST_TEST(counter.items().size() <= CoverageCounter::kMostItems + 100);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
