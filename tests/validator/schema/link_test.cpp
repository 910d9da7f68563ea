#include "validator/schema/evaluate/link.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/coverage_counter.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using schema::Link;

class Lines : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        if (breach.rule != schema::Rule::link_broken) return;
        text += breach.pointer + " " + std::to_string(breach.offset) + " expected " + breach.expected +
                "; found " + breach.found + "\n";
    }
    std::string text;
};

const schema::Program& program() {
    static const schema::Program the_program = [] {
        schema::Notes notes;
        return schema::compile(
            std::make_shared<const json::Document>(json::Document::parse("s", R"({"properties":{
            "id":{"type":"string"},"number":{"type":"number"},"limit":{"type":"number"},
            "from":{"type":["string","null"]},"to":{"type":"string"},
            "list":{"type":"array","items":{"properties":{"id":{"type":"string"},"up":{"type":"string"},
              "inner":{"type":"array","items":{"properties":{"up":{"type":["string","null"]}}}}}}},
            "kept":{"uniqueItems":true,"items":{"properties":{"up":{}}}}}})")),
            "", notes);
    }();
    return the_program;
}

std::string broken(const std::vector<std::string>& links, const std::string& body, bool whole = false,
                   std::size_t window = 0) {
    std::vector<Link> read;
    for (const std::string& link : links) read.push_back(Link::parse(link));
    schema::EvaluatorOptions options;
    options.whole_documents = whole;
    if (window != 0) options.limits.window = window;
    schema::Evaluator evaluator(program(), options);
    const auto held = [&](bool counts) {
        schema::CoverageCounter counter(program(), {read, {"id", "nowhere"}, counts});
        evaluator.watch(&counter);
        Lines lines;
        evaluator.evaluate(body, lines);
        evaluator.watch(nullptr);
        const bool has_id = body.find(R"("id":"a")") != std::string::npos;
        BOOST_TEST((counter.kept(0) != nullptr && counter.kept(0)->text == "a") == has_id);
        BOOST_TEST((counter.kept(1) == nullptr));
        BOOST_TEST(counter.items().empty() == !counts);
        return lines.text;
    };
    const std::string text = held(true);
    BOOST_TEST(held(false) == text);
    return text;
}

BOOST_AUTO_TEST_SUITE(link)

BOOST_AUTO_TEST_CASE(a_field_is_held_against_the_one_that_it_must_agree_with) {
    const std::vector<std::string> links = {"list[].up = id", "list[].inner[].up = list[].id",
                                            "kept[].up = id"};
    const std::string good =
        R"({"list":[{"up":"a","inner":[{"up":"x"},{"up":null}],"id":"x"},{"id":"y","inner":[{}]}],"id":"a","kept":[{"up":"a"}]})";
    const std::string bad =
        R"({"list":[{"up":"b","inner":[{"up":"x"},{"up":"y"}],"id":"x"},{"id":"y","inner":[{"up":"y"}]}],"id":"a","kept":[{"up":"a"},{"up":"b"}]})";
    for (const bool whole : {false, true}) {
        BOOST_TEST(broken(links, good, whole) == "");
        BOOST_TEST(broken(links, bad, whole) ==
                   "/list/0/up 15 expected the value of id; found another value\n"
                   "/list/0/inner/1/up 45 expected the value of list[].id; found another value\n"
                   "/kept/1/up 128 expected the value of id; found another value\n");
        BOOST_TEST(broken(links, "[]", whole) == "");
        BOOST_TEST(broken(links, R"({"list":[{"up":1,"inner":[{"up":"y"}]}],"id":"a"})", whole) == "");
    }
}

BOOST_AUTO_TEST_CASE(a_time_or_number_is_not_before_another) {
    const std::vector<std::string> links = {"to >= from", "limit>=number"};
    BOOST_TEST(
        broken(links,
               R"({"from":"2025-01-01T00:00:00Z","to":"2025-01-01T00:00:00Z","number":1e2,"limit":100})") ==
        "");
    BOOST_TEST(
        broken(links,
               R"({"to":"2025-01-01T01:00:00+02:00","from":"2025-01-01T00:00:00Z","limit":2,"number":10})") ==
        "/to 6 expected at least from; found less\n/limit 72 expected at least number; found less\n");
    for (const char* body :
         {R"({"from":null,"to":"2025-01-01T00:00:00Z"})", R"({"from":"today","to":"2020-01-01T00:00:00Z"})",
          R"({"to":"2025-01-01T00:00:00Z"})", R"({"number":1,"limit":"0"})"})
        BOOST_TEST(broken(links, body) == "");
}

BOOST_AUTO_TEST_CASE(a_long_document_is_held_too) {
    std::string body = R"({"id":"a","list":[)";
    for (int i = 0; i < 2000; ++i)
        body += std::string(i == 0 ? "" : ",") + R"({"up":")" + (i == 1999 ? "b" : "a") + R"(","id":"x"})";
    body += "]}";
    const std::string whole = broken({"list[].up = id"}, body);
    BOOST_TEST(whole.starts_with("/list/1999/up "));
    BOOST_TEST(broken({"list[].up = id"}, body, false, 4096) == whole);
}

BOOST_AUTO_TEST_CASE(what_is_no_link_is_refused) {
    for (const char* text : {"", "=", "a", "a =", "= b", "a > b", "a = list[].id",
                             "list[].up = list[].inner[].up", "a[].b[].c[].d[].e[].f = g"})
        BOOST_CHECK_THROW(Link::parse(text), std::invalid_argument);
    BOOST_CHECK_THROW(schema::CoverageCounter(program(), {{Link::parse("ids = id")}}), std::invalid_argument);
    BOOST_CHECK_THROW(schema::CoverageCounter(program(), {{Link::parse("id = list.id")}}),
                      std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
