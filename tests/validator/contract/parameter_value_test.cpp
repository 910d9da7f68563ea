#include "validator/contract/parameter_value.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "validator/contract/contract.hpp"
#include "validator/text/url.hpp"

namespace {

using namespace understudy;

/// A parameter `color`, a request's text for it, and what is found: `ok`, `absent` or `wrong`. The examples
/// of OpenAPI 3.0.3 §4.7.12.7 and their like.
struct Sample {
    std::string schema;
    const char* more; ///< the other members of the Parameter Object
    const char* text; ///< of a query or cookies, the whole of it
    const char* expected;
};
std::ostream& operator<<(std::ostream& stream, const Sample& sample) {
    return stream << sample.schema << " " << sample.more << " " << sample.text;
}

const std::string integer = R"("schema":{"type":"integer"})";
const std::string text_ = R"("schema":{"type":"string"})";
const std::string list = R"("schema":{"type":"array","items":{"type":"integer"}})";
const std::string either = R"("schema":{"type":["integer","array"],"items":{"type":"string"}})";
const std::string rgb = R"("schema":{"type":"object","additionalProperties":false,
    "properties":{"R":{"type":"integer"},"G":{"type":"integer"}}})";
const std::string json = R"("content":{"application/json":{"schema":{"type":"object","required":["a"]}}})";

const std::vector<Sample> samples = {
    {list, R"("in":"query")", "color=1&color=2", "ok"},
    {list, R"("in":"query")", "color=1&color=x", "wrong"},
    {list, R"("in":"query")", "other=1", "absent"},
    {list, R"("in":"query")", "color=", "ok"}, // an empty array
    {list, R"("in":"query","explode":false)", "color=1,2", "ok"},
    {list, R"("in":"query","explode":false)", "color=1%2C2", "ok"},
    {list, R"("in":"query","explode":false)", "color=1,x", "wrong"},
    {list, R"("in":"query","style":"spaceDelimited","explode":false)", "color=1%202", "ok"},
    {list, R"("in":"query","style":"spaceDelimited","explode":false)", "color=1+2", "ok"},
    {list, R"("in":"query","style":"spaceDelimited","explode":false)", "color=1,2", "wrong"},
    {list, R"("in":"query","style":"pipeDelimited","explode":false)", "color=1%7C2", "ok"},
    {list, R"("in":"query","style":"pipeDelimited","explode":false)", "color=1|x", "wrong"},
    {rgb, R"("in":"query","style":"deepObject")", "color[R]=1&color%5BG%5D=2", "ok"},
    {rgb, R"("in":"query","style":"deepObject")", "color[R]=x", "wrong"},
    {rgb, R"("in":"query","style":"deepObject")", "color[B]=1", "wrong"},
    {rgb, R"("in":"query","style":"deepObject")", "color=1", "absent"},
    {rgb, R"("in":"query")", "R=1&G=2", "ok"},
    {rgb, R"("in":"query")", "R=x&G=2", "wrong"},
    {rgb, R"("in":"query","explode":false)", "color=R,1,G,2", "ok"},
    {rgb, R"("in":"query","explode":false)", "color=R,1,G,x", "wrong"},
    {integer, R"("in":"query")", "color=1&color=x", "wrong"},
    {integer, R"("in":"query","allowEmptyValue":true)", "color=", "ok"},
    {integer, R"("in":"query")", "color=", "wrong"},
    {text_, R"("in":"query")", "color=a,b", "ok"},
    {either, R"("in":"query")", "color=a", "ok"},
    {json, R"("in":"query")", "color=%7B%22a%22:1%7D", "ok"},
    {json, R"("in":"query")", "color=%7B%7D", "wrong"},
    {json, R"("in":"query")", "color=nojson", "wrong"},
    {list, R"("in":"cookie")", "color=1,2", "ok"},
    {list, R"("in":"header")", "1, 2", "ok"},
    {list, R"("in":"header")", "1, x", "wrong"},
    {rgb, R"("in":"header")", "R,1,G,2", "ok"},
    {rgb, R"("in":"header","explode":true)", "R=1,G=2", "ok"},
    {rgb, R"("in":"header","explode":true)", "R=1,G=x", "wrong"},
    {rgb, R"("in":"path","style":"label")", ".R.1.G.2", "ok"},
    {rgb, R"("in":"path","style":"label")", ".R,1,G,2", "ok"},
    {rgb, R"("in":"path","style":"label","explode":true)", ".R=1.G=2", "ok"},
    {integer, R"("in":"path","style":"label")", ".5", "ok"},
    {list, R"("in":"path","style":"label")", ".3.4", "ok"},
    {integer, R"("in":"path","style":"matrix")", ";color=5", "ok"},
    {integer, R"("in":"path","style":"matrix")", ";color=x", "wrong"},
    {integer, R"("in":"path","style":"matrix")", ";colorx5", "wrong"},
    {integer, R"("in":"path","style":"matrix")", ";color5", "wrong"},
    {text_, R"("in":"path","style":"matrix")", ";color", "ok"},
    {R"("schema":{"type":"string","maxLength":0})", R"("in":"path","style":"matrix")", ";color", "ok"},
    {R"("schema":{"type":"string","maxLength":0})", R"("in":"path","style":"matrix")", ";colorx", "wrong"},
    {list, R"("in":"path","style":"matrix")", ";color=3,4", "ok"},
    {list, R"("in":"path","style":"matrix","explode":true)", ";color=3;color=4", "ok"},
    {rgb, R"("in":"path","style":"matrix")", ";color=R,1,G,2", "ok"},
    {rgb, R"("in":"path","style":"matrix","explode":true)", ";R=1;G=2", "ok"},
    {list, R"("in":"path")", "3,4,5", "ok"},
};

class Counter : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

BOOST_AUTO_TEST_SUITE(parameter_value)

BOOST_DATA_TEST_CASE(a_value_is_read_in_its_style, samples, sample) {
    const auto contract = contract::Contract::parse(
        "api", "api.json",
        R"({"openapi":"3.1.0","info":{},"paths":{"/a/{id}":{"get":{"parameters":[{"name":"color",)" +
            sample.schema + "," + sample.more + "}]}}}}");
    const contract::Operation& operation = contract.run_operation();
    BOOST_TEST_REQUIRE(operation.parameters.size() == 1U);
    const contract::Parameter& parameter = operation.parameters.front();
    Counter breaches;
    bool is_there = true;
    const std::string target = "/?" + std::string(sample.text);
    if (parameter.in == "query" || parameter.in == "cookie")
        is_there = contract::evaluate_parameter(parameter, text::query_parameters(target), breaches);
    else
        contract::evaluate_parameter(parameter, sample.text, breaches);
    BOOST_TEST((!is_there ? "absent" : breaches.count == 0 ? "ok" : "wrong") == std::string(sample.expected));
}

BOOST_AUTO_TEST_CASE(header_parameters_that_openapi_ignores_are_ignored) {
    const auto contract =
        contract::Contract::parse("api", "api.json", R"({"openapi":"3.1.0","info":{},"paths":{
        "/a/{id}":{"get":{"parameters":[{"name":"accept","in":"header","required":true},
        {"name":"Content-Type","in":"header"},{"name":"Authorization","in":"header"},{"name":"X","in":"header"}]}}}})");
    BOOST_TEST_REQUIRE(contract.run_operation().parameters.size() == 1U);
    BOOST_TEST(contract.run_operation().parameters.front().name == "X");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
