#include "validator/report/report.hpp"
#include "tests/validator/observed.hpp"

#include <boost/test/unit_test.hpp>
#include <regex>
#include <sstream>

#include "tests/validator/case_file.hpp"
#include "tests/validator/golden.hpp"
#include "validator/check/checker.hpp"
#include "validator/contract/embedded.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"
#include "validator/text/printable.hpp"
#include "validator/text/utf8.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

// Its own, so that a change to a contract of the program changes no golden file.
const contract::Contract& contract() {
    static const contract::Contract the_contract = [] {
        return contract::Contract::parse("shop", "shop.json", R"({"openapi":"3.1.0",
            "info":{"title":"Shop orders","version":"2.0"},"paths":{"/orders/{id}":{"get":{"responses":{"200":{
            "description":"d","content":{"application/json":{"schema":{"type":"object","required":["id","state"],
            "x-evidence":{"type":"documented","required":"inferred"},"properties":{
              "id":{"type":"string","format":"uuid","x-evidence":"published"},
              "state":{"type":"string","enum":["open","paid"]},
              "items":{"type":"array","items":{"type":"object","properties":{
                "count":{"type":"integer","minimum":1},"note":{"type":["string","null"],"maxLength":5}}}}}}}}}}}}}})");
    }();
    return the_contract;
}

const std::vector<std::string> drifted = {
    R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","state":"open","items":[{"count":1,"note":null}]})",
    "{\n  \"id\": \"3f2504e0\",\n  \"state\": \"refunded\",\n  \"items\": [{\"count\": 0}, {\"count\": 0, "
    "\"note\": \"für Nadia\"}]\n}",
    R"({"state":"on hold","priority":1,"items":[{"count":"1"}]})",
    R"({"id":null,"state":"lost","items":[)",
    "[]",
};

check::Tally tally_of(const std::vector<std::string>& bodies, std::size_t max_findings = 1000) {
    check::Tally tally(max_findings);
    check::Checker checker(contract().run_operation(), {}, tally);
    std::size_t number = 0;
    for (const std::string& body : bodies) {
        ++number;
        checker.check(observed("orders.ndjson", body, body, number, body == "{}" ? 404U : 200U));
    }
    checker.add_coverage(tally);
    return tally;
}

const drift::Scope& scope() {
    static const drift::Scope the_scope = drift::scope_of(contract(), contract().run_operation());
    return the_scope;
}

std::string text_report(const check::Tally& tally, bool colour = false) {
    std::ostringstream out;
    report::write_text({scope(), tally, check::Severity::error, nullptr, 0, colour}, out);
    return out.str();
}

std::string json_report(const check::Tally& tally) {
    std::ostringstream out;
    report::write_json({scope(), tally}, out);
    return out.str();
}

std::string without_version(const std::string& report) {
    return std::regex_replace(report, std::regex("\"understudy\": \"[0-9.]+\""),
                              "\"understudy\": \"VERSION\"");
}

class Lines : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        list.push_back(std::string(schema::rule_name(breach.rule)) + " " + breach.pointer + ": expected " +
                       breach.expected + "; found " + breach.found);
    }
    std::vector<std::string> list;
};

std::vector<std::string> breaches_of_report_schema(const std::string& report) {
    schema::Notes notes;
    const schema::Program program = schema::compile(
        std::make_shared<const json::Document>(json::Document::parse(
            "report.schema.json", std::string(contract::embedded_schema("report.schema.json")))),
        "", notes);
    BOOST_TEST(notes.empty());
    Lines lines;
    schema::Evaluator(program).evaluate(report, lines);
    return lines.list;
}

std::vector<std::string> with_undocumented_status() {
    std::vector<std::string> bodies = drifted;
    bodies.push_back("{}");
    return bodies;
}

BOOST_AUTO_TEST_SUITE(report_)

BOOST_AUTO_TEST_CASE(text_of_drift) {
    check_golden("report/drift.txt", text_report(tally_of(with_undocumented_status())));
}

BOOST_AUTO_TEST_CASE(text_of_drift_in_colour) {
    check_golden("report/drift_in_colour.txt", text_report(tally_of(drifted), true));
}

BOOST_AUTO_TEST_CASE(text_without_drift) {
    check_golden("report/conforming.txt", text_report(tally_of({drifted[0], drifted[0]})));
    check_golden("report/one_conforming.txt", text_report(tally_of({drifted[0]})));
}

BOOST_AUTO_TEST_CASE(text_of_warnings_alone) {
    check_golden("report/warnings.txt",
                 text_report(tally_of({R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","extra":1})"})));
}

BOOST_AUTO_TEST_CASE(text_of_many_values) {
    std::vector<std::string> bodies;
    for (int i = 0; i < 30; ++i) {
        std::string body = R"({"id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301","state":"a)";
        bodies.push_back(body.append(std::to_string(i)).append("\"}"));
    }
    check_golden("report/many_values.txt", text_report(tally_of(bodies)));
}

BOOST_AUTO_TEST_CASE(json_of_drift) {
    check_golden("report/drift.json", without_version(json_report(tally_of(with_undocumented_status()))));
}

BOOST_AUTO_TEST_CASE(json_without_drift) {
    check_golden("report/conforming.json", without_version(json_report(tally_of({drifted[0]}))));
}

BOOST_AUTO_TEST_CASE(json_conforms_to_its_schema) {
    for (const std::size_t bound : {0U, 1U, 1000U})
        for (const auto& bodies :
             {drifted, with_undocumented_status(), std::vector<std::string>{drifted[0]}, {}})
            BOOST_TEST(
                breaches_of_report_schema(json_report(tally_of(bodies, bound))) == std::vector<std::string>(),
                boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_report_that_is_not_as_the_schema_says_is_seen) {
    const std::string good = json_report(tally_of(drifted));
    BOOST_TEST(breaches_of_report_schema(std::regex_replace(good, std::regex("type.mismatch"), "type.mixup"))
                   .size() >= 2U);
    BOOST_TEST(
        breaches_of_report_schema(std::regex_replace(good, std::regex("\n  \"documents\": 5,"), "")).size() ==
        1U);
    BOOST_TEST(
        breaches_of_report_schema(std::regex_replace(good, std::regex("\"coverage\""), "\"cover\"")).size() ==
        2U);
}

BOOST_AUTO_TEST_CASE(json_keeps_sums_exact_beyond_the_bound) {
    const json::Document whole = json::Document::parse("a", json_report(tally_of(drifted)));
    for (const std::size_t bound : {0U, 1U}) {
        const json::Document part = json::Document::parse("b", json_report(tally_of(drifted, bound)));
        BOOST_TEST(part.at("/findings")->elements.size() == bound);
        const json::Value& sums = *part.at("/drift");
        BOOST_TEST(part.text().substr(sums.offset, sums.end - sums.offset) ==
                   whole.text().substr(whole.at("/drift")->offset, sums.end - sums.offset));
    }
}

// Nothing that a terminal acts on, whatever a file is called.
BOOST_AUTO_TEST_CASE(names_of_files_reach_no_terminal_raw) {
    for (const std::string& name :
         {std::string("\x1b[2Jx.json"), std::string("a\nb.json"), std::string("\xff\xfe.json"),
          std::string("\xc2\x9b"
                      "31m.json"),
          std::string("\xe2\x80\xaenosj.x"), std::string("a\0b", 3)}) {
        check::Tally tally(10);
        check::Checker checker(contract().run_operation(), {}, tally);
        checker.check(observed(name, "1", "1", 1, 200));
        checker.add_coverage(tally);
        const std::string text = text_report(tally);
        BOOST_TEST(text.find(name) == std::string::npos, text);
        BOOST_TEST(text.find(text::printable(name)) != std::string::npos, text);
        BOOST_TEST(text_report(tally_of({"1"})).size() < text.size() + 100);
        const json::Document json = json::Document::parse("report", json_report(tally));
        BOOST_TEST(json.at("/findings/0/document")->text == text::well_formed(name));
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(printable_)

BOOST_AUTO_TEST_CASE(text_stays_as_it_is) {
    for (const char* text : {"", "a b.json", "C:\\x", "é漢😀", "~", " "}) {
        BOOST_TEST(text::printable(text) == text);
        BOOST_TEST(text::well_formed(text) == text);
    }
}

BOOST_AUTO_TEST_CASE(what_a_terminal_acts_on_is_written_out) {
    BOOST_TEST(text::printable("\x1b[31m") == "\\u{1b}[31m");
    BOOST_TEST(text::printable(std::string("a\0b", 3)) == "a\\u{0}b");
    BOOST_TEST(text::printable("a\r\n\tb") == "a\\u{d}\\u{a}\\u{9}b");
    BOOST_TEST(text::printable("\x7f") == "\\u{7f}");
    BOOST_TEST(text::printable("\xc2\x80\xc2\x9f\xc2\xa0") == "\\u{80}\\u{9f}\xc2\xa0");
    BOOST_TEST(text::printable("\u202e\u2066\u2069\u200f\u2028") ==
               "\\u{202e}\\u{2066}\\u{2069}\\u{200f}\\u{2028}");
    BOOST_TEST(text::printable("\u202f\u2065") == "\u202f\u2065");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf_8_are_written_out) {
    BOOST_TEST(text::printable("a\xff"
                               "b\xc3") == "a\\x{ff}b\\x{c3}");
    BOOST_TEST(text::printable("\xed\xa0\x80") == "\\x{ed}\\x{a0}\\x{80}");
    BOOST_TEST(text::well_formed("a\xff"
                                 "b\xc3") == "a\ufffdb\ufffd");
    BOOST_TEST(text::well_formed("é\xe2\x82") == "é\ufffd\ufffd");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
