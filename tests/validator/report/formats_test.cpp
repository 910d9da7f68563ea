// Each format of a report against what it is to look like, and against its own standard.

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "tests/validator/case_file.hpp"
#include "tests/validator/golden.hpp"
#include "tests/validator/report/rendered.hpp"
#include "validator/drift/change.hpp"
#include "validator/report/words.hpp"
#include "validator/schema/compile/compiler.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
using check::Finding;
using check::Severity;
using schema::Rule;
namespace data = boost::unit_test::data;

const drift::Scope scope = {"shop", "Shop orders", "2.0", std::string(64, 'a'), "GET", "/orders/{id}"};

Finding finding(Rule rule, Severity severity, const std::string& path, std::size_t line) {
    Finding each;
    each.rule = rule;
    each.severity = severity;
    each.evidence = severity == Severity::error ? schema::Evidence::documented : schema::Evidence::inferred;
    each.document = "orders/a b.json#/responses/2/body";
    each.place.line = line;
    each.place.column = 7;
    each.pointer = "/" + path;
    each.path = path;
    each.expected = "one of open, paid";
    each.found = "\"refunded|<b>\"";
    return each;
}

check::Tally tally() {
    check::Tally tally(100);
    for (std::size_t line = 1; line <= 3; ++line) {
        tally.begin_document(200);
        if (line > 1) tally.add(finding(Rule::enum_unknown_value, Severity::error, "state", line));
        if (line > 1) tally.add(finding(Rule::property_undocumented, Severity::warning, "state", line));
        if (line > 2) tally.add(finding(Rule::property_missing, Severity::warning, "id", line));
        tally.end_document();
    }
    return tally;
}

const std::vector<std::pair<std::string, std::string>> goldens = {
    {"ndjson", "ndjson"}, {"sarif", "sarif"}, {"junit", "xml"}, {"github", "github.txt"}, {"markdown", "md"}};

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const report::ReportFormat& format : report::formats()) names.emplace_back(format.name);
    return names;
}

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(each_looks_as_it_did) {
    const check::Tally sum = tally();
    for (const auto& [format, ending] : goldens)
        check_golden("report/formats." + ending, rendered(format, {scope, sum}));
}

BOOST_AUTO_TEST_CASE(each_says_so_where_nothing_drifted) {
    check::Tally sum(10);
    sum.begin_document(200);
    sum.end_document();
    BOOST_TEST(rendered("ndjson", {scope, sum}) == "");
    BOOST_TEST(rendered("github", {scope, sum}) == "");
    BOOST_TEST(rendered("markdown", {scope, sum}).ends_with("\n\n1 document checked, no drift\n"));
    const std::string junit = rendered("junit", {scope, sum});
    BOOST_TEST(junit.find("tests=\"1\" failures=\"0\"") != std::string::npos, junit);
}

BOOST_AUTO_TEST_CASE(what_fails_in_junit_is_what_fails_the_check) {
    const check::Tally sum = tally();
    const auto failures = [&](std::optional<Severity> fails_at) {
        std::istringstream in(rendered("junit", {scope, sum, fails_at}));
        boost::property_tree::ptree tree;
        boost::property_tree::read_xml(in, tree);
        return tree.get<int>("testsuites.<xmlattr>.failures");
    };
    BOOST_TEST(failures(Severity::error) == 1);
    BOOST_TEST(failures(Severity::warning) == 2);
    BOOST_TEST(failures(std::nullopt) == 0);
}

BOOST_AUTO_TEST_CASE(sarif_has_no_more_findings_than_were_kept_and_the_first_where_none_was) {
    check::Tally sum(0);
    sum.begin_document(200);
    for (int i = 0; i < 3; ++i) sum.add(finding(Rule::property_missing, Severity::warning, "id", 1));
    sum.end_document();
    const auto sarif = json::Document::parse("sarif", rendered("sarif", {scope, sum}));
    BOOST_TEST(sarif.at("/runs/0/results")->elements.size() == 1U);
}

class Lines : public schema::BreachSink {
public:
    void add(schema::Breach&& breach) override {
        lines.push_back(breach.pointer + ": expected " + breach.expected + "; found " + breach.found);
    }
    std::vector<std::string> lines;
};

BOOST_AUTO_TEST_CASE(sarif_is_as_its_schema_says) {
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    const std::string file =
        std::string(folder != nullptr ? folder : UNDERSTUDY_SUITES) + "/schemas/sarif-2.1.0.schema.json";
    if (!std::filesystem::exists(file)) return say_skipped("1 schema absent: SARIF 2.1.0");
    schema::Notes notes;
    const schema::Program program =
        schema::compile(std::make_shared<const json::Document>(json::Document::load(file)), "", notes);
    const check::Tally sum = tally();
    Lines sink;
    schema::Evaluator(program).evaluate(rendered("sarif", {scope, sum}), sink);
    BOOST_TEST(sink.lines == std::vector<std::string>(), boost::test_tools::per_element());
    const std::string wrong = rendered("sarif", {scope, sum});
    schema::Evaluator(program).evaluate(
        std::string(wrong).replace(wrong.find("\"startLine\": 2"), 14, "\"startLine\": 0"), sink);
    BOOST_TEST(!sink.lines.empty());
}

BOOST_AUTO_TEST_CASE(a_file_is_told_from_a_place_in_it) {
    BOOST_TEST(report::file_of("a#b.json#/responses/12/body") == "a#b.json");
    for (const char* whole :
         {"a.json", "#/responses/x/body", "a#/responses//body", "a#/responses/1/body/", "", "/body"})
        BOOST_TEST(report::file_of(whole) == whole);
}

BOOST_AUTO_TEST_CASE(the_page_asks_nothing_of_any_network) {
    const check::Tally sum = tally();
    const std::string page = rendered("html", {scope, sum});
    for (const char* word : {"http:", "https:", "src=", "url(", "@import", "<link", "fetch(", "innerHTML"})
        BOOST_TEST(page.find(word) == std::string::npos, word);
    BOOST_TEST(page.find("default-src 'none'") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

// ---- What nobody would write, as value, key and file name

std::vector<std::string> naughty_strings() {
    std::vector<std::string> strings = {"\x1b[31mred\x1b[0m",
                                        std::string("a\0b", 3),
                                        "</script><script>alert(1)</script>",
                                        "]]>",
                                        "--><x>",
                                        "a\r\n::error::owned",
                                        "::stop-commands::x",
                                        "%0A::error::x",
                                        "a\"b'c`d``e",
                                        "| a | b |\n|---|---|",
                                        "\\| x |",
                                        "![x](https://example.com/x.png)",
                                        "[x](javascript:alert(1))",
                                        "<img src=x onerror=alert(1)>",
                                        "&lt;b&gt; &#60;",
                                        "\xff\xfe",
                                        "\xe2\x80\xaetxt",
                                        "\u2028\u2029",
                                        "\xef\xbf\xbe\xef\xbf\xbf",
                                        "@everyone",
                                        "a\tb",
                                        "##[error]x",
                                        "file,line=1::x",
                                        "#/responses/1/body"};
    const char* folder = std::getenv("UNDERSTUDY_SUITES");
    const std::string file =
        std::string(folder != nullptr ? folder : UNDERSTUDY_SUITES) + "/strings/blns.json";
    if (!std::filesystem::exists(file)) {
        say_skipped("1 list absent: naughty strings");
        return strings;
    }
    const json::Document document = json::Document::load(file);
    for (const json::Value& each : document.root().elements) strings.emplace_back(each.text);
    return strings;
}

Finding naughty(const std::string& text) {
    Finding each = finding(Rule::enum_unknown_value, Severity::error, text, 2);
    each.document = text;
    each.pointer = "/" + text;
    each.expected = "one of " + text;
    each.found = text;
    return each;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
    return found;
}

std::string report_of(const std::string& format, const std::string& text) {
    check::Tally sum(10);
    sum.begin_document(200);
    sum.add(naughty(text));
    sum.end_document();
    drift::Scope scope_here = scope;
    scope_here.title = text;
    return rendered(format, {scope_here, sum});
}

// That nothing in it is more, or less, than in the report of a tame string.
void check_shape(const std::string& format, const std::string& naughty_one, const std::string& tame) {
    if (format == "html") {
        for (const char* sign : {"<", ">", "&"})
            BOOST_TEST(count(naughty_one, sign) == count(tame, sign), sign);
        BOOST_TEST(count(naughty_one, "\n") == count(tame, "\n"));
        const std::size_t begin = naughty_one.find("id=\"data\">") + 10;
        const std::string json = naughty_one.substr(begin, naughty_one.find("</script>", begin) - begin);
        BOOST_CHECK_NO_THROW(json::Document::parse("data", json));
        return;
    }
    if (format == "json" || format == "ndjson" || format == "sarif" || format == "summary") {
        BOOST_CHECK_NO_THROW(json::Document::parse("report", naughty_one));
        BOOST_TEST(count(naughty_one, "\n") == count(tame, "\n"));
        return;
    }
    BOOST_TEST(count(naughty_one, "\n") == count(tame, "\n"));
    for (const char c : naughty_one) BOOST_TEST((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
    if (format == "markdown")
        for (const char* sign : {"|", "<", ">", "[", "]", "`", "*", "_", "\\", "!", "@", "://", "www."})
            BOOST_TEST(count(naughty_one, sign) == count(tame, sign), sign << " in " << naughty_one);
    if (format == "junit") {
        std::istringstream in(naughty_one);
        boost::property_tree::ptree tree;
        BOOST_CHECK_NO_THROW(boost::property_tree::read_xml(in, tree));
        BOOST_TEST(count(naughty_one, "<") == count(tame, "<"), naughty_one);
        BOOST_TEST(count(naughty_one, ">") == count(tame, ">"), naughty_one);
        BOOST_TEST(count(naughty_one, "\"") == count(tame, "\""), naughty_one);
    }
    if (format == "github") {
        BOOST_TEST(naughty_one.starts_with("::error file="));
        const std::string properties = naughty_one.substr(2, naughty_one.find("::", 2) - 2);
        BOOST_TEST(count(properties, ",") == 3U, properties);
        BOOST_TEST(count(properties, ":") == 0U, properties);
    }
    if (format == "text") {
        std::istringstream lines(naughty_one);
        for (std::string line; std::getline(lines, line);) BOOST_TEST(!line.starts_with("::"), line);
    }
}

BOOST_AUTO_TEST_SUITE(naughty_)

BOOST_DATA_TEST_CASE(nothing_can_be_put_into_a_report, data::make(format_names()), format) {
    const std::string tame = report_of(format, "tame");
    BOOST_TEST(!tame.empty());
    for (const std::string& text : naughty_strings()) BOOST_TEST_CONTEXT(format << " with " << text)
    if (!text.empty()) check_shape(format, report_of(format, text), tame);
}

// What was escaped can be got back, where that is what the format is for.
BOOST_AUTO_TEST_CASE(what_was_found_is_told_whole) {
    for (const std::string& text : naughty_strings()) {
        if (text.empty()) continue;
        BOOST_TEST_CONTEXT(text) {
            const auto line = json::Document::parse("ndjson", report_of("ndjson", text));
            const auto sarif = json::Document::parse("sarif", report_of("sarif", text));
            const json::Value& result = sarif.at("/runs/0/results")->elements.front();
            BOOST_TEST(json::find(result, "/message/text")->text == line.root().find("message")->text);
            BOOST_TEST(json::find(result, "/properties/document")->text ==
                       line.root().find("document")->text);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
