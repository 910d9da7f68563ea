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

BOOST_AUTO_TEST_CASE(every_rule_has_its_row_in_the_order_of_the_rules) {
    const auto names = rules();
    BOOST_TEST(names.size() >= 22U);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const drift::RuleNote& row = drift::note(static_cast<schema::Rule>(i));
        BOOST_TEST(schema::rule_name(row.rule) == names[i]);
        BOOST_TEST(row.why.ends_with("."));
        BOOST_TEST(!row.example.empty());
    }
}

BOOST_AUTO_TEST_CASE(the_readme_says_what_the_table_says) {
    const std::string readme = json::read_file(test::source("docs/rules.md"));
    std::string table = "| rule | change | why | for example |\n|---|---|---|---|\n";
    for (std::size_t i = 0; i < rules().size(); ++i) {
        const drift::RuleNote& row = drift::note(static_cast<schema::Rule>(i));
        table += "| `" + std::string(schema::rule_name(row.rule)) + "` | " +
                 std::string(drift::change_name(row.change)) + " | " + std::string(row.why) + " | `" +
                 std::string(row.example) + "` |\n";
    }
    BOOST_TEST((readme.find(table) != std::string::npos), "docs/rules.md has not this table:\n" << table);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
