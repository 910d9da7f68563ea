// The sum of parts is the sum of the whole: in any order and grouping the same bytes. UNDERSTUDY_SEED repeats
// a run.

#include "validator/check/sum.hpp"
#include "tests/validator/observed.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/validator/dice.hpp"
#include "tests/validator/seed.hpp"
#include "validator/check/checker.hpp"
#include "validator/contract/contract.hpp"
#include "validator/drift/summary.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using check::Finding;
using check::Severity;
using check::Sum;
using check::Tally;
using schema::Rule;
using test::Dice;

const drift::Scope scope = {"a", "A", "1", std::string(64, '0'), "GET", "/a"};

const contract::Contract& contract() {
    static const contract::Contract the_contract = [] {
        return contract::Contract::parse("x", "x.json",
                                         R"({"openapi":"3.1.0","info":{"title":"t","version":"1"},
            "paths":{"/runs/{id}":{"get":{"responses":{"200":{"description":"d","content":{"application/json":{
            "schema":{"type":"object","required":["id"],"properties":{"id":{"type":"string","maxLength":3},
            "state":{"type":["string","null"],"enum":["open","paid",null]},
            "items":{"type":"array","items":{"type":"object","properties":{"n":{"type":"integer"}}}}}}}}},
            "404":{"description":"d","content":{"application/json":{"schema":{"type":"null"}}}}}}}}})");
    }();
    return the_contract;
}

struct Response {
    std::string name;
    std::size_t line = 1;
    unsigned status = 200;
    std::string body;
    std::optional<text::Time> time;
};

std::vector<Response> any_responses(Dice& dice) {
    const std::vector<std::string> bodies = {R"({"id":"abc","state":"open","items":[{"n":1},{"n":"x"}]})",
                                             R"({"id":"abcd","state":null})",
                                             R"({"state":"lost","extra":1})",
                                             R"({"id":"a","items":[]})",
                                             R"({"id":)",
                                             "[]",
                                             R"({"id":1,"state":"gone"})"};
    std::vector<Response> list(1 + dice.below(40));
    for (std::size_t i = 0; i < list.size(); ++i) {
        list[i].name = "f" + std::to_string(dice.below(3)) + ".ndjson";
        list[i].line = i + 1;
        list[i].status = dice.once_in(5) ? 404 : dice.once_in(9) ? 500 : 200;
        list[i].body = dice.any(bodies);
        if (dice.once_in(4)) list[i].body = R"({"id":"a","u)" + std::to_string(dice.below(3000)) + R"(":1})";
        if (dice.once_in(2))
            list[i].time = static_cast<text::Time>(dice.below(2000)) * 40'000'000 - 9'000'000'000;
    }
    return list;
}

Sum sum_of(const std::vector<Response>& responses) {
    Tally tally(0);
    check::Checker checker(contract().run_operation(), {}, tally);
    for (const Response& each : responses) {
        auto observation = test::observed(each.name, each.body, each.body, each.line, each.status);
        observation.time = each.time;
        checker.check(observation);
    }
    checker.add_coverage(tally);
    return tally.sum();
}

std::string bytes(const Sum& sum) {
    return drift::write_summary(scope, sum);
}

Sum through_a_file(const Sum& sum) {
    return drift::read_summary("sum.json", bytes(sum)).sum;
}

BOOST_AUTO_TEST_SUITE(sum)

BOOST_AUTO_TEST_CASE(any_order_and_grouping_gives_the_same_bytes) {
    Dice dice(test::seed());
    for (int round = 0; round < 150; ++round) {
        std::vector<Response> responses = any_responses(dice);
        const std::string whole = bytes(sum_of(responses));
        for (std::size_t i = responses.size(); i > 1; --i)
            std::swap(responses[i - 1], responses[dice.below(i)]);
        std::vector<Sum> parts;
        for (std::size_t begin = 0; begin < responses.size();) {
            const std::size_t end = std::min(responses.size(), begin + 1 + dice.below(9));
            parts.push_back(through_a_file(sum_of({responses.begin() + static_cast<std::ptrdiff_t>(begin),
                                                   responses.begin() + static_cast<std::ptrdiff_t>(end)})));
            begin = end;
        }
        while (parts.size() > 1) { // any two, in any order
            std::swap(parts.back(), dice.any(parts));
            Sum last = std::move(parts.back());
            parts.pop_back();
            dice.any(parts).add(dice.once_in(2) ? through_a_file(last) : last);
        }
        BOOST_TEST(bytes(parts.front()) == whole, "round " << round);
    }
}

BOOST_AUTO_TEST_CASE(nothing_added_changes_nothing) {
    Dice dice(7);
    Sum some = sum_of(any_responses(dice));
    const std::string before = bytes(some);
    some.add(Sum());
    BOOST_TEST(bytes(some) == before);
    Sum none;
    none.add(Sum(some));
    BOOST_TEST(bytes(none) == before);
}

Finding at_path(const std::string& path) {
    Finding finding;
    finding.rule = Rule::property_undocumented;
    finding.severity = Severity::warning;
    finding.path = path;
    finding.place.line = 1;
    return finding;
}

BOOST_AUTO_TEST_CASE(names_without_end_neither_grow_the_sum_nor_change_its_totals) {
    constexpr std::size_t kPaths = 3 * check::RuleSum::kMostPaths;
    Dice dice(test::seed());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kPaths; ++i) names.push_back("n" + std::to_string(10000 + i));
    std::string first;
    for (int round = 0; round < 4; ++round) {
        for (std::size_t i = names.size(); i > 1; --i) std::swap(names[i - 1], names[dice.below(i)]);
        Sum sum;
        for (std::size_t begin = 0; begin < kPaths; begin += kPaths / 4) { // four documents, summed apart
            Tally part(0);
            part.begin_document(200);
            for (std::size_t i = begin; i < begin + kPaths / 4; ++i) part.add(at_path(names[i]));
            part.add(at_path("n10000"));
            part.end_document();
            sum.add(Sum(part.sum()));
        }
        const check::RuleSum& rule = sum.rules.begin()->second;
        BOOST_TEST(rule.occurrences == kPaths + 4);
        BOOST_TEST(rule.documents == 4U);
        BOOST_TEST(rule.more_paths);
        BOOST_TEST(rule.paths.size() == check::RuleSum::kMostPaths);
        BOOST_TEST(rule.paths.begin()->first.path == "n10000");
        BOOST_TEST(rule.paths.begin()->second.occurrences == 5U);
        BOOST_TEST(rule.paths.rbegin()->first.path == "n10999");
        if (round == 0) first = bytes(sum);
        BOOST_TEST((bytes(sum) == first));
    }
}

BOOST_AUTO_TEST_CASE(a_share_is_of_the_documents_in_which_the_place_existed) {
    const auto response = [](const std::string& body) { return Response{"f", 1, 200, body, {}}; };
    const Sum sum = sum_of({response(R"({"id":"abcd"})"), response(R"({"id":"a","state":"x"})"),
                            response(R"({"items":[{"n":1,"m":2}]})"), response(R"({"id":"a","items":[{}]})"),
                            response(R"({"id":"a","items":[]})")});
    const auto share = [&](const std::string& path) {
        for (const check::Drift& drift : sum.drift())
            if (drift.first.path == path)
                return std::to_string(drift.documents) + "/" + std::to_string(sum.present(drift).value_or(0));
        return std::string("no drift");
    };
    BOOST_TEST(share("state") == "1/1");
    BOOST_TEST(share("items[].m") == "1/2");
    std::vector<std::string> shares;
    for (const check::Drift& drift : sum.drift())
        if (drift.first.path == "id")
            shares.push_back(std::string(schema::rule_name(drift.first.rule)) + " " +
                             std::to_string(sum.present(drift).value_or(0)));
    BOOST_TEST(shares == (std::vector<std::string>{"length.exceeded 4", "property.missing 5"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_are_in_the_order_of_their_numbers) {
    const std::vector<std::string> sorted = {"",        "a",  "a#/2", "a#/10", "a#/010",
                                             "a#/11/b", "a1", "a2x",  "a10",   "b"};
    for (std::size_t i = 0; i < sorted.size(); ++i)
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            const int order = check::compare_names(sorted[i], sorted[j]);
            const bool is_apart =
                sorted[i].find("10") != std::string::npos && sorted[j].find("10") != std::string::npos;
            if (!is_apart) BOOST_TEST((order < 0) == (i < j), sorted[i] << " and " << sorted[j]);
            BOOST_TEST((order == 0) == (i == j));
        }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(summary)

std::string good_summary() {
    Dice dice(3);
    return bytes(sum_of(any_responses(dice)));
}

std::string replaced(std::string text, const std::string& part, const std::string& other) {
    BOOST_TEST_REQUIRE(text.find(part) != std::string::npos, part);
    return text.replace(text.find(part), part.size(), other);
}

BOOST_AUTO_TEST_CASE(what_is_no_summary_is_refused_with_its_place) {
    const std::string good = good_summary();
    const std::vector<std::pair<std::string, std::string>> damaged = {
        {"", "s.json:1:1: not JSON"},
        {good.substr(0, good.size() / 2), "not JSON"},
        {"{}", "/understudy_summary: expected a required property"},
        {"[]", "s.json:1:1: expected object"},
        {replaced(good, "\"understudy_summary\": 1", "\"understudy_summary\": 2"),
         "s.json:2:25: /understudy_summary: expected the value 1; found version 2 of the format"},
        {"{\"new\": true, \"understudy_summary\": 3}",
         "s.json:1:37: /understudy_summary: expected the value 1; found version 3 of the format"},
        {replaced(good, "\"documents\": ", "\"documents\": -"), "/documents: expected at least 0"},
        {replaced(good, "\"documents\": ", "\"documents\": 99999999999999999999"),
         "and at most 9007199254740991; found"},
        {replaced(good, "\"rule\": \"", "\"rule\": \"x"), "/rules/0/rule: expected the name of a rule"},
        {replaced(good, "\"evidence\": \"", "\"evidence\": \"x"), "/evidence: expected one of documented"},
        {replaced(good, "\"scope\"", "\"scoop\""), "/scoop"},
    };
    for (const auto& [text, reason] : damaged) {
        const auto says = [&, &reason = reason](const json::LoadError& error) {
            BOOST_TEST_MESSAGE(error.what());
            return std::string(error.what()).find(reason) != std::string::npos;
        };
        BOOST_CHECK_EXCEPTION(drift::read_summary("s.json", text), json::LoadError, says);
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(time_)

BOOST_AUTO_TEST_CASE(times_are_read_as_rfc_3339_says) {
    const std::vector<std::pair<std::string, std::string>> good = {
        {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
        {"2025-06-12T14:03:22.5+02:00", "2025-06-12T12:03:22.500Z"},
        {"2025-06-12t14:03:22.123456789z", "2025-06-12T14:03:22.123Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"},
        {"2024-02-29T23:59:60-00:30", "2024-03-01T00:30:00.000Z"},
    };
    for (const auto& [text, shown] : good)
        BOOST_TEST(text::time_text(text::parse_time(text).value()) == shown);
    for (const char* text : {"", "2025-06-12", "2025-02-29T00:00:00Z", "2025-06-12T14:03:22",
                             "2025-06-12T24:00:00Z", "2025-13-01T00:00:00Z", "2025-06-12T14:03:22.Z",
                             "2025-06-12T14:03:22Zx", "2025-06-12T14:03:22+2:00", "x025-06-12T14:03:22Z"})
        BOOST_TEST(!text::parse_time(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
