#include "validator/schema/evaluate/evaluator.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/validator/case_file.hpp"
#include "tests/validator/schema/breaches.hpp"
#include "tests/validator/tree.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using Lines = std::vector<std::string>;
namespace data = boost::unit_test::data;

const std::vector<Case> cases = load_cases("schema/evaluate.json");

/// Counts, and keeps nothing.
class Counter : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

BOOST_AUTO_TEST_SUITE(evaluator)

BOOST_DATA_TEST_CASE(finds, data::make(cases), each) {
    const schema::Program program = compiled(each.literal("schema"));
    const Lines found = breaches(program, each.text("instance"), {{}, each.word("show_names")});
    BOOST_TEST(found == each.texts("breaches"), boost::test_tools::per_element());
}

// The text is looked at where it stands: what is behind it must not matter, and must not be read.
BOOST_DATA_TEST_CASE(finds_the_same_in_a_text_inside_another, data::make(cases), each) {
    const schema::Program program = compiled(each.literal("schema"));
    const std::string text = each.text("instance");
    const std::string around = "{\"a\":1}" + text + std::string(100, '"');
    const auto exact = std::make_unique<char[]>(text.size());
    std::copy(text.begin(), text.end(), exact.get());
    const schema::EvaluatorOptions options{{}, each.word("show_names")};
    BOOST_TEST(
        breaches(program, std::string_view(around).substr(7, text.size()), options) == each.texts("breaches"),
        boost::test_tools::per_element());
    BOOST_TEST(breaches(program, {exact.get(), text.size()}, options) == each.texts("breaches"),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_evaluator_serves_one_instance_after_the_other) {
    for (const Case& each : cases) {
        const schema::Program program = compiled(each.literal("schema"));
        schema::Evaluator evaluator(program);
        for (const Case& other : cases) {
            Counter again, alone;
            evaluator.evaluate(other.text("instance"), again);
            schema::Evaluator(program).evaluate(other.text("instance"), alone);
            BOOST_TEST(again.count == alone.count, each.name() << ", then " << other.name());
        }
    }
}

BOOST_AUTO_TEST_CASE(two_million_brackets_are_one_breach) {
    const schema::Program program = compiled(R"({"type":"array","items":{"type":"array"}})");
    schema::Evaluator evaluator(program);
    for (const char* open : {"[", "[[{\"a\":", "{\"a\":"}) {
        Counter counter;
        evaluator.evaluate(repeated(open, 2'000'000), counter);
        BOOST_TEST(counter.count >= 1U);
    }
    BOOST_TEST(rules(program, repeated("[", 2'000'000)).size() == 1U);
    BOOST_TEST(rules(program, repeated("[", 1000) + repeated("]", 1000)).empty());
    BOOST_TEST(rules(program, repeated("[", 1001) + repeated("]", 1001)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_depth_limit_is_the_callers) {
    const schema::Program program = compiled("true");
    const auto found = [&](std::size_t depth, std::size_t limit) {
        return breaches(program, repeated("[", depth) + repeated("]", depth), {{.depth = limit}}).size();
    };
    for (const std::size_t limit : {1U, 2U, 50U, 4000U}) {
        BOOST_TEST(found(limit, limit) == 0U);
        BOOST_TEST(found(limit + 1, limit) == 1U);
    }
}

// Forty schemas, each of which leads to the next one twice.
BOOST_AUTO_TEST_CASE(schemas_that_come_to_too_many_are_given_up) {
    for (const std::string word : {"allOf", "anyOf", "oneOf"}) {
        std::string schemas = R"("s40":{"required":["x"]})";
        for (int i = 0; i < 40; ++i) {
            const std::string next = R"({"$ref":"#/$defs/s)" + std::to_string(i + 1) + "\"}";
            schemas += ",\"s" + std::to_string(i) + "\":{\"" + word + "\":[" + next + "," + next + "]}";
        }
        const schema::Program program =
            compiled(R"({"properties":{"a":{"not":{"$ref":"#/$defs/s0"}}},"$defs":{)" + schemas + "}}");
        const auto found = breaches(program, R"({"a":{}})");
        BOOST_TEST_REQUIRE(!found.empty());
        BOOST_TEST(found.back() ==
                   "schema.mismatch at 5 /a (a) documented: expected a value that can be checked against its "
                   "schema; found one that takes too long: part of the document is not checked");
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_utf_8_is_one_breach_at_its_place) {
    const schema::Program program = compiled(R"({"type":"object"})");
    BOOST_TEST(breaches(program, "[\"\xff\"]") == Lines{"body.malformed at 2  () documented: expected a JSON "
                                                        "document (RFC 8259); found not well-formed UTF-8"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
