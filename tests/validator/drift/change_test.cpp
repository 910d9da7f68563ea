#include "validator/drift/change.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/validator/case_file.hpp"
#include "validator/contract/embedded.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;

BOOST_AUTO_TEST_SUITE(change)

// Every rule that a report may name, from the format of reports.
std::vector<std::string> rules() {
    const auto document =
        json::Document::parse("report", std::string(contract::embedded_schema("report.schema.json")));
    std::vector<std::string> names;
    for (const json::Value& each : document.at("/$defs/rule/enum")->elements) names.emplace_back(each.text);
    return names;
}

std::string code(std::string_view text) {
    return "`" + std::string(text) + "`";
}

void check_table(const std::string& table) {
    const std::string page = json::read_file(test::source("docs/rules.md"));
    // A row too many is as wrong as one too few.
    BOOST_TEST((page.find(table + "\n") != std::string::npos || page.ends_with(table)),
               "docs/rules.md lacks this table:\n"
                   << table);
}

BOOST_AUTO_TEST_CASE(every_rule_has_its_row_in_the_order_of_the_rules) {
    const auto names = rules();
    BOOST_TEST(names.size() >= 22U);
    BOOST_TEST(drift::notes().size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const drift::RuleNote& row = drift::notes()[i];
        BOOST_TEST((row.rule == static_cast<schema::Rule>(i)));
        BOOST_TEST(schema::rule_name(row.rule) == names[i]);
        BOOST_TEST(&drift::note(row.rule) == &row);
        BOOST_TEST(row.meaning.ends_with(row.meaning.ends_with("…") ? "…" : "."));
        BOOST_TEST(row.why.ends_with("."));
        BOOST_TEST(!row.example.empty());
    }
    BOOST_TEST(!schema::parse_rule("no.such-rule").has_value());
}

BOOST_AUTO_TEST_CASE(the_page_of_rules_says_what_each_means) {
    std::string table = "| rule | severity | what it means |\n|---|---|---|\n";
    for (const drift::RuleNote& row : drift::notes())
        table += "| " + code(schema::rule_name(row.rule)) + " | " +
                 std::string(drift::rule_severity_name(row.severity)) + " | " + std::string(row.meaning) +
                 " |\n";
    check_table(table);
}

BOOST_AUTO_TEST_CASE(the_page_of_rules_says_what_each_breaks) {
    std::string table = "| rule | change | why | for example |\n|---|---|---|---|\n";
    for (const drift::RuleNote& row : drift::notes())
        table += "| " + code(schema::rule_name(row.rule)) + " | " +
                 std::string(drift::change_name(row.change)) + " | " + std::string(row.why) + " | " +
                 code(row.example) + " |\n";
    check_table(table);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
