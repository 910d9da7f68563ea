#include "validator/check/tally.hpp"
#include "tests/validator/observed.hpp"

#include <boost/test/unit_test.hpp>

#include "validator/check/checker.hpp"
#include "validator/contract/catalog.hpp"

namespace {

using namespace understudy;
using check::Drift;
using check::Finding;
using check::Severity;
using check::Tally;
using schema::Evidence;
using schema::Rule;

Finding finding(Rule rule, Severity severity, const std::string& path, const std::string& found = "x") {
    Finding each;
    each.rule = rule;
    each.severity = severity;
    each.path = path;
    each.found = found;
    return each;
}

void add_document(Tally& tally, const std::vector<Finding>& findings, unsigned status = 200) {
    tally.begin_document(status);
    for (const Finding& each : findings) tally.add(each);
    tally.end_document();
}

const Finding wrong_type = finding(Rule::type_mismatch, Severity::error, "a");
const Finding missing = finding(Rule::property_missing, Severity::warning, "b");

std::string sums(const Tally& tally) {
    std::string text;
    for (const Drift& each : tally.drift())
        text += std::string(schema::rule_name(each.first.rule)) + " " + each.first.path + " " +
                std::string(check::severity_name(each.first.severity)) + " " +
                std::to_string(each.documents) + " in " + std::to_string(each.occurrences) + "; ";
    return text;
}

BOOST_AUTO_TEST_SUITE(tally)

BOOST_AUTO_TEST_CASE(nothing_seen_is_nothing_summed) {
    const Tally tally(10);
    BOOST_TEST(tally.documents() == 0U);
    BOOST_TEST(tally.conforming() == 0U);
    BOOST_TEST(tally.findings().empty());
    BOOST_TEST(tally.drift().empty());
    BOOST_TEST(tally.statuses().empty());
}

BOOST_AUTO_TEST_CASE(documents_and_occurrences_are_told_apart) {
    Tally tally(100);
    add_document(tally, {wrong_type, wrong_type, missing});
    add_document(tally, {});
    add_document(tally, {wrong_type});
    BOOST_TEST(tally.documents() == 3U);
    BOOST_TEST(tally.conforming() == 1U);
    BOOST_TEST(tally.count(Severity::error) == 3U);
    BOOST_TEST(tally.count(Severity::warning) == 1U);
    BOOST_TEST(tally.count(Severity::info) == 0U);
    BOOST_TEST(sums(tally) == "type.mismatch a error 2 in 3; property.missing b warning 1 in 1; ");
}

BOOST_AUTO_TEST_CASE(one_path_apart_by_rule_and_by_severity) {
    Tally tally(100);
    add_document(tally, {finding(Rule::format_invalid, Severity::warning, "a"),
                         finding(Rule::type_mismatch, Severity::error, "a"),
                         finding(Rule::format_invalid, Severity::error, "a"),
                         finding(Rule::type_mismatch, Severity::error, "")});
    BOOST_TEST(sums(tally) ==
               "type.mismatch  error 1 in 1; type.mismatch a error 1 in 1; format.invalid a error 1 in 1; "
               "format.invalid a warning 1 in 1; ");
}

BOOST_AUTO_TEST_CASE(findings_are_bounded_and_sums_are_exact) {
    for (const std::size_t bound : {0U, 1U, 2U, 7U}) {
        Tally tally(bound);
        for (int i = 0; i < 5; ++i) add_document(tally, {wrong_type, missing, wrong_type});
        BOOST_TEST(tally.findings().size() == bound);
        BOOST_TEST(tally.count(Severity::error) == 10U);
        BOOST_TEST(sums(tally) == "type.mismatch a error 5 in 10; property.missing b warning 5 in 5; ");
        BOOST_TEST(tally.conforming() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(the_first_of_each_is_kept_whatever_the_bound) {
    for (const std::size_t bound : {0U, 100U}) {
        Tally tally(bound);
        Finding first = wrong_type;
        first.document = "first.json";
        Finding second = wrong_type;
        second.document = "second.json";
        add_document(tally, {first});
        add_document(tally, {second});
        BOOST_TEST(tally.drift().front().first.document == "first.json");
        BOOST_TEST(tally.drift().front().first.path == "a");
    }
}

BOOST_AUTO_TEST_CASE(distinct_values_are_bounded_and_it_is_said) {
    for (const std::size_t distinct : {19U, 20U, 21U}) {
        Tally tally(0);
        for (int round = 0; round < 2; ++round)
            for (std::size_t i = 0; i < distinct; ++i)
                add_document(tally, {finding(Rule::type_mismatch, Severity::error, "a", std::to_string(i))});
        const Drift drift = tally.drift().front();
        BOOST_TEST(drift.values.size() == std::min<std::size_t>(distinct, Drift::kMostValues));
        BOOST_TEST(drift.more_values == (distinct > Drift::kMostValues));
        BOOST_TEST(drift.occurrences == 2 * distinct);
    }
}

BOOST_AUTO_TEST_CASE(documents_by_status) {
    Tally tally(1);
    add_document(tally, {}, 200);
    add_document(tally, {}, 404);
    add_document(tally, {wrong_type}, 200);
    BOOST_TEST(tally.statuses().size() == 2U);
    BOOST_TEST(tally.statuses().at(200) == 2U);
    BOOST_TEST(tally.statuses().at(404) == 1U);
}

BOOST_AUTO_TEST_CASE(severity_follows_from_evidence_and_rule) {
    for (const Rule rule : {Rule::body_malformed, Rule::type_mismatch, Rule::enum_unknown_value,
                            Rule::property_missing, Rule::property_undocumented, Rule::status_undocumented}) {
        BOOST_TEST((check::severity_of(rule, Evidence::documented) == Severity::error));
        BOOST_TEST((check::severity_of(rule, Evidence::published) == Severity::error));
        BOOST_TEST((check::severity_of(rule, Evidence::inferred) == Severity::warning));
    }
    for (const Evidence evidence : {Evidence::documented, Evidence::published, Evidence::inferred})
        BOOST_TEST((check::severity_of(Rule::value_unlisted, evidence) == Severity::warning));
}

BOOST_AUTO_TEST_CASE(a_message_says_where_expected_and_found) {
    Finding each = finding(Rule::enum_unknown_value, Severity::error, "status", "\"paused\"");
    each.pointer = "/status";
    each.expected = "one of queued, running";
    BOOST_TEST(each.message() == "/status: expected one of queued, running; found \"paused\"");
    each.pointer = each.path = "";
    BOOST_TEST(each.message() == "(body): expected one of queued, running; found \"paused\"");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(checker)

std::string shown(const Finding& each) {
    return std::string(schema::rule_name(each.rule)) + " " + each.document + ":" +
           std::to_string(each.place.line) + ":" + std::to_string(each.place.column) + ": " + each.message();
}

BOOST_AUTO_TEST_CASE(places_are_those_in_the_file_that_the_body_is_a_part_of) {
    contract::Catalog catalog;
    const auto contract = catalog.get("noxus");
    Tally tally(10);
    check::Checker checker(contract->run_operation(), {}, tally);
    const std::string file = "{\r\n \"é\": {\"detail\":\n  7}}";
    checker.check(
        test::observed("f.json", file, std::string_view(file).substr(file.find("{\"detail"), 15), 1, 404));
    checker.check(test::observed("lines.ndjson", "{\"detail\": 7}", "{\"detail\": 7}", 41, 404));
    BOOST_TEST_REQUIRE(tally.findings().size() == 2U);
    BOOST_TEST(shown(tally.findings()[0]) ==
               "type.mismatch f.json:3:3: /detail: expected string; found an integer");
    BOOST_TEST(shown(tally.findings()[1]) ==
               "type.mismatch lines.ndjson:41:12: /detail: expected string; found an integer");
}

BOOST_AUTO_TEST_CASE(a_status_that_is_not_documented_is_the_one_finding) {
    contract::Catalog catalog;
    const auto contract = catalog.get("noxus");
    for (const unsigned status : {0U, 100U, 201U, 204U, 418U, 500U, 999U, 2000U}) {
        Tally tally(10);
        check::Checker checker(contract->run_operation(), {}, tally);
        checker.check(test::observed("f.json", "not JSON", "not JSON", 1, status));
        BOOST_TEST_REQUIRE(tally.findings().size() == 1U);
        BOOST_TEST(shown(tally.findings().front()) ==
                   "status.undocumented f.json:1:1: (body): expected one of the documented statuses 200, "
                   "401, 403, 404, "
                   "422; found status " +
                       std::to_string(status));
        BOOST_TEST(tally.statuses().at(status) == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_documented_response_without_a_json_body_takes_any) {
    const auto contract =
        contract::Contract::parse("x", "x.json", R"({"openapi":"3.1.0","info":{"title":"t","version":"1"},
        "paths":{"/runs/{id}":{"get":{"responses":{"200":{"description":"d"},"4XX":{"description":"d"},
        "404":{"description":"d","content":{"application/json":{"schema":{"type":"null"}}}},
        "default":{"description":"d","content":{"text/plain":{"schema":{"type":"null"}}}}}}}}})");
    Tally tally(10);
    check::Checker checker(contract.run_operation(), {}, tally);
    for (const unsigned status : {200U, 400U, 500U})
        checker.check(test::observed("f", "<html>", "<html>", 1, status));
    BOOST_TEST(tally.findings().empty());
    checker.check(test::observed("f", "1", "1", 1, 404));
    BOOST_TEST(tally.findings().size() == 1U);
    // Nobody looks at text, so it is no document.
    BOOST_TEST(tally.documents() == 3U);
    BOOST_TEST(tally.conforming() == 2U);
    BOOST_TEST(tally.statuses().count(500) == 0U);
    BOOST_TEST(tally.sum().unchecked.at(intake::Unchecked::other_media_type).count == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
