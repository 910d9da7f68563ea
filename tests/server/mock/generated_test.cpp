// Whatever is generated passes the checker, and is what it is meant to be.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <set>

#include "server/generate/generator.hpp"
#include "server/generate/run_maker.hpp"
#include "server/mock/generated_runs.hpp"
#include "tests/validator/seed.hpp"
#include "validator/check/checker.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/contract.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using mock::GeneratedRuns;

constexpr int kRuns = 700; // of each API: thousands of responses

/// The header fields of a reply, as the checker wants them.
std::vector<contract::HeaderField> fields_of(const http::Reply& reply) {
    std::vector<contract::HeaderField> fields;
    std::string_view rest = reply.head();
    rest.remove_prefix(rest.find('\n') + 1);
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(line.size() + 2);
        fields.push_back({line.substr(0, line.find(':')), line.substr(line.find(':') + 2)});
    }
    return fields;
}

BOOST_AUTO_TEST_SUITE(generated)

BOOST_DATA_TEST_CASE(every_response_passes_check,
                     boost::unit_test::data::make({"noxus", "duckie", "happyrobot"}), api) {
    contract::Catalog catalog;
    const auto contract = catalog.get(api);
    const contract::Operation& operation = contract->run_operation();
    GeneratedRuns generated(api, operation, 7);
    check::Tally tally({});
    check::Checker checker(operation, {}, tally);
    std::size_t responses = 0;
    std::set<std::string> states;
    for (int i = 0; i < kRuns; ++i) {
        const auto run = generated.run({"run-" + std::to_string(i), {}});
        BOOST_TEST_REQUIRE(run != nullptr);
        for (const auto& step : run->steps()) {
            const auto fields = fields_of(*step.reply);
            intake::Observation observation{.document = run->id()};
            observation.text = observation.body = step.reply->body();
            observation.fields = fields;
            checker.check(observation);
            states.insert(step.state);
            ++responses;
        }
        const auto& terminal = operation.lifecycle->terminal;
        BOOST_TEST(
            (std::find(terminal.begin(), terminal.end(), run->steps().back().state) != terminal.end() ||
             run->steps().size() == 8));
    }
    for (const check::Finding& finding : tally.findings())
        BOOST_TEST(false, finding.document << finding.message());
    BOOST_TEST(tally.conforming() == responses);
    BOOST_TEST(responses > 1'000U);
    BOOST_TEST(states.size() == operation.lifecycle->states.size()); // every state of the life is reached
}

BOOST_AUTO_TEST_CASE(the_same_seed_and_id_give_the_same_run_and_others_another) {
    contract::Catalog catalog;
    const auto contract = catalog.get("noxus");
    const auto body = [&](std::uint64_t seed, const std::string& id) {
        const auto run = GeneratedRuns("noxus", contract->run_operation(), seed).run({id, {}});
        return std::string(run->steps().front().reply->body());
    };
    BOOST_TEST(body(1, "a") == body(1, "a"));
    BOOST_TEST(body(1, "a") != body(1, "b"));
    BOOST_TEST(body(1, "a") != body(2, "a"));
}

struct Sample {
    const char* schema;
    std::vector<const char*> reached; ///< all of these must come up
};
std::ostream& operator<<(std::ostream& stream, const Sample& sample) {
    return stream << sample.schema;
}
const std::vector<Sample> samples = {
    {R"({"enum": [[], {"a": [-1.5, null, "x:y"], "b": false}]})",
     {"[]", R"({"a":[-15e-1,null,"x:y"],"b":false})"}},
    {R"({"enum": ["a", "b", 3, null, true]})", {R"("a")", R"("b")", "3", "null", "true"}},
    {R"({"const": {"a": [1]}})", {R"({"a":[1]})"}},
    {R"({"type": ["string", "null"], "minLength": 2, "maxLength": 3, "pattern": "^[ab]+$"})",
     {R"("aa")", R"("bb")", R"("aba")", "null"}},
    {R"({"type": "integer", "minimum": -1, "maximum": 2})", {"-1", "0", "1", "2"}},
    {R"({"type": "integer", "exclusiveMinimum": 4, "exclusiveMaximum": 8, "multipleOf": 3})", {"6"}},
    {R"({"type": "number", "minimum": 0.25, "maximum": 0.75})", {"0.25", "0.75"}},
    {R"({"type": "boolean"})", {"true", "false"}},
    {R"({"type": "array", "items": {"enum": [1, 2]}, "minItems": 1, "maxItems": 2, "uniqueItems": true})",
     {"[1]", "[2]", "[1,2]", "[2,1]"}},
    {R"({"type": "object", "required": ["a"], "properties": {"a": {"const": 1}, "b": {"const": 2}}})",
     {R"({"a":1})", R"({"a":1,"b":2})"}},
    {R"({"oneOf": [{"const": 1}, {"type": "string", "maxLength": 0}]})", {"1", R"("")"}},
    {R"({"allOf": [{"type": "object", "required": ["a"], "properties": {"a": {"const": 1}}},
                   {"type": "object", "required": ["b"], "properties": {"b": {"const": 2}}}]})",
     {R"({"a":1,"b":2})"}},
    {R"({"allOf": [{"type": "object", "properties": {"a": {"const": 1}}},
                   {"type": "object", "required": ["a", "b"], "properties": {"b": {"const": 2}}}]})",
     {R"({"a":1,"b":2})"}},
    {R"({"$ref": "#/$defs/n", "$defs": {"n": {"type": "object", "required": ["v"], "additionalProperties": false,
         "properties": {"v": {"const": 0}, "next": {"$ref": "#/$defs/n"}}}}})",
     {R"({"v":0})", R"({"v":0,"next":{"v":0}})"}},
    {R"({"type": "array", "prefixItems": [{"const": 1}, {"const": "x"}], "items": false, "minItems": 2})",
     {R"([1,"x"])"}},
    {R"({"$ref": "#/components/schemas/P", "components": {"schemas": {
         "P": {"type": "object", "required": ["k"], "additionalProperties": true, "properties": {"k": {"type": "string"}},
               "discriminator": {"propertyName": "k"}},
         "C": {"allOf": [{"$ref": "#/components/schemas/P"}, {"required": ["n"], "properties": {"n": {"const": 1}}}]}}}})",
     {R"({"k":"C","n":1})"}},
    {R"({"type": "string", "pattern": "^(?:ab|c\\d){2}-[^x]?$"})", {}},
    {R"({"type": "string", "pattern": "((((a*)*b*)*c*)*d*)*e"})", {}},
    {R"({"type": "string", "format": "email", "maxLength": 40})", {}},
};

BOOST_DATA_TEST_CASE(each_value_of_a_small_schema_is_reached_and_conforms,
                     boost::unit_test::data::make(samples), sample) {
    schema::Notes notes;
    const auto program = schema::compile(
        std::make_shared<const json::Document>(json::Document::parse("schema", sample.schema)), "", notes);
    class Any : public schema::BreachSink {
    public:
        void add(schema::Breach&& breach) override { BOOST_ERROR(breach.pointer << breach.expected); }
    } breaches;
    std::set<std::string> reached;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto tree = generate::Generator(program).generate(generate::Chance(seed));
        if (!tree) continue; // said, and not made up
        reached.insert(tree->written());
        schema::Evaluator(program).evaluate(tree->written(), breaches);
        if (sample.reached.empty() && seed > 20) break;
    }
    for (const char* value : sample.reached) BOOST_TEST(reached.contains(value), value << " is not reached");
}

/// The first body of a run of an operation whose x-lifecycle has these members beside its states.
std::string first_body(const std::string& members) {
    const auto contract = contract::Contract::parse("t", "t.json",
                                                    R"({"openapi": "3.1.0",
        "info": {"title": "t", "version": "1"}, "paths": {"/runs/{id}": {"get": {
        "x-lifecycle": {"field": "/run/status", "states": ["done"])" +
                                                        members + R"(},
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
            "type": "object", "required": ["key", "run"], "properties": {"key": {"type": "string"},
            "run": {"type": "object", "required": ["id", "status"], "properties": {
                "id": {"type": "string"}, "status": {"type": "string"}}}}}}}}}}}}})");
    return generate::make_run(contract.operation(contract.routes().front()), "t", {"my-run", {}}, 1)
        .value()
        .steps.front()
        .body;
}

BOOST_AUTO_TEST_CASE(a_run_has_its_id_where_the_lifecycle_says) {
    const std::string id = "\"my-run\"";
    const std::string stated = first_body(R"(, "id": "/key")");
    BOOST_TEST(stated.find("\"key\":" + id) != std::string::npos, stated);
    BOOST_TEST(stated.find("\"id\":" + id) == std::string::npos, stated);
    const std::string beside = first_body("");
    BOOST_TEST(beside.find("\"id\":" + id) != std::string::npos, beside);
    BOOST_TEST(beside.find("\"key\":" + id) == std::string::npos, beside);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_made_is_named) {
    const auto why = [](const std::string& schema, const std::string& header) {
        schema::Notes notes;
        const auto contract = contract::Contract::parse(
            "t", "t.json",
            R"({"openapi": "3.1.0",
        "info": {"title": "t", "version": "1"}, "paths": {"/runs/{id}": {"get": {
        "x-lifecycle": {"field": "/status", "states": ["running", "waiting"]},
        "responses": {"200": {"description": "", "headers": {"X-A": {"required": true, "schema": )" +
                header + R"(}}, "content": {"application/json": {"schema": )" + schema + "}}}}}}}}");
        BOOST_TEST(!generate::make_run(contract.operation(contract.routes().front()), "t", {"any", {}}, 1)
                        .has_value());
        return generate::why_no_run(contract.operation(contract.routes().front()), 1);
    };
    BOOST_TEST(
        why(R"({"type": "object", "required": ["status"], "properties": {"status": {"enum": ["running"]}}})",
            "{}") == "the state \"waiting\" of x-lifecycle: enum at /status expects one of running");
    BOOST_TEST(
        why(R"({"type": "object", "required": ["status", "n"], "properties": {"status": {"type": "string"},
                       "n": {"type": "integer", "not": {}}}})",
            "{}") ==
        "the state \"running\" of x-lifecycle: not at /n expects a value that `not` does not match");
    BOOST_TEST(why("{}", R"({"type": "string", "minLength": 3, "maxLength": 2})")
                   .starts_with("the header field X-A: m"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
