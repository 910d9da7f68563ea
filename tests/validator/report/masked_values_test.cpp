// What a response says of people is in no report, whatever is wrong with it, unless --show-values is given.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <sstream>

#include "tests/validator/case_file.hpp"
#include "tests/validator/observed.hpp"
#include "tests/validator/tree.hpp"
#include "validator/check/checker.hpp"
#include "validator/json/document.hpp"
#include "validator/report/report.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

const std::vector<std::string> secrets = {"+15555550123",
                                          "15555550123",
                                          "nadia.ferrante@example.com",
                                          "Good morning, this is Nadia.",
                                          "sk-live-0123456789abcdef",
                                          "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
                                          "12 Main St.",
                                          "Zoë",
                                          "line\nbreak",
                                          "\x1b[31mred",
                                          "a\xc2\x9b"
                                          "31m",
                                          "x\xe2\x80\xaey"};

// Every rule that has a value or a name to tell.
const contract::Contract& contract() {
    static const contract::Contract the_contract = [] {
        return contract::Contract::parse("people", "people.json", R"({"openapi":"3.1.0",
            "info":{"title":"People","version":"1"},"paths":{"/runs/{id}":{"get":{"responses":{"200":{
            "description":"d","content":{"application/json":{"schema":{"properties":{
              "enum":{"enum":["a"]},"known":{"x-known-values":["a"]},"short":{"maxLength":1},"long":{"minLength":99},
              "format":{"format":"date-time"},"number":{"type":"number"},"null":{"type":"null"},
              "object":{"type":"object"},"any":{}}}}}}}}}}})");
    }();
    return the_contract;
}

struct Reports {
    std::string text;
    std::string json;
};

Reports reports(const std::string& body, bool show_values) {
    check::Tally tally(1000);
    check::CheckOptions options;
    options.show_values = show_values;
    check::Checker(contract().run_operation(), options, tally).check(observed("f.json", body, body, 1, 200));
    const drift::Scope scope = drift::scope_of(contract(), contract().run_operation());
    const report::Report check{scope, tally};
    std::ostringstream text, json;
    report::write_text(check, text);
    report::write_json(check, json);
    return {text.str(), json.str()};
}

std::string body_with(const std::string& secret) {
    Tree body = Tree::object();
    for (const char* name : {"enum", "known", "short", "long", "format", "number", "null", "object"})
        body.members.push_back({name, Tree::string(secret)});
    body.members.push_back({secret, Tree::string(secret)});
    body.members.push_back({"any", Tree::object({{secret, Tree()}, {secret, Tree()}})});
    return write(body).text;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// In a string of the JSON report, decoded.
bool shows(const json::Value& value, const std::string& secret) {
    if (contains(std::string(value.text), secret)) return true;
    for (const json::Value& element : value.elements)
        if (shows(element, secret)) return true;
    for (const auto& [name, member] : value.members)
        if (shows(member, secret)) return true;
    return false;
}

// A terminal acts on none of these; it shows text and ends lines.
bool is_plain(const std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c < 0x20 && c != 10) || c == 0x7F) return false;
        if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
    }
    return !contains(text, "\xe2\x80\xae");
}

BOOST_AUTO_TEST_SUITE(masking)

BOOST_DATA_TEST_CASE(nothing_personal_is_told, data::make(secrets), secret) {
    const Reports masked = reports(body_with(secret), false);
    BOOST_TEST(!contains(masked.text, secret), masked.text);
    BOOST_TEST(!shows(json::Document::parse("report", masked.json).root(), secret), masked.json);
    BOOST_TEST(is_plain(masked.text), masked.text);
    for (const char* rule : {"enum.unknown-value", "value.unlisted", "length.exceeded", "length.short",
                             "format.invalid", "type.mismatch", "property.undocumented", "body.malformed"})
        BOOST_TEST(contains(masked.text, rule), rule << " in " << masked.text);
}

BOOST_DATA_TEST_CASE(all_is_told_where_that_is_wanted_and_a_terminal_is_safe, data::make(secrets), secret) {
    const Reports shown = reports(body_with(secret), true);
    BOOST_TEST(shows(json::Document::parse("report", shown.json).root(), secret), shown.json);
    BOOST_TEST(is_plain(shown.text), shown.text);
    if (is_plain(secret + " ") && !contains(secret, "\n"))
        BOOST_TEST(contains(shown.text, secret), shown.text);
}

BOOST_AUTO_TEST_CASE(a_word_of_a_program_is_told_where_it_is_the_news) {
    const Reports masked =
        reports(R"({"enum":"paused","known":"paused","short":"paused","number":"paused","paused":1})", false);
    BOOST_TEST(contains(masked.text, "enum.unknown-value    expected one of a; found \"paused\""),
               masked.text);
    BOOST_TEST(contains(masked.text, "value.unlisted        expected one of a; found \"paused\""),
               masked.text);
    BOOST_TEST(contains(masked.text,
                        "length.exceeded       expected at most 1 character; found a string of 6 characters"),
               masked.text);
    BOOST_TEST(contains(masked.text, "type.mismatch         expected number; found a string"), masked.text);
    BOOST_TEST(contains(masked.text, "\npaused\n"), masked.text);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
