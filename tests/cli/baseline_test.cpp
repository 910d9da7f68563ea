// --baseline, --update-baseline and --min-coverage.

#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

const std::string contract =
    R"({"openapi":"3.1.0","info":{"title":"Shop","version":"1"},"paths":{"/o/{id}":{"get":{
  "responses":{"200":{"description":"d","content":{"application/json":{"schema":{"type":"object",
    "x-evidence":{"type":"documented"},"properties":{
    "id":{"type":"string"},"state":{"type":"string","enum":["open","paid"]},"note":{"type":["string","null"]}}}}}},
    "404":{"description":"d"}}}}}})";
const std::string lost = R"({"id":"a","state":"lost"})";
const std::string gone = R"({"id":"a","state":"gone"})";
const std::string number = R"({"id":1,"state":"open"})";

struct Shop {
    TemporaryFolder folder;
    std::string file = folder.write("shop.json", contract);
    std::string baseline = folder.file("drift.baseline.json");

    Outcome check(const std::string& lines, cli::Arguments arguments = {}) const {
        const std::string input = folder.write("in.ndjson", lines);
        arguments.insert(arguments.begin(), {"--contract", file, "--api", "shop", input});
        return run(cli::check, arguments);
    }
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(baseline)

BOOST_AUTO_TEST_CASE(only_what_is_new_fails) {
    const Shop shop;
    BOOST_TEST(shop.check(lost + "\n" + number, {"--baseline", shop.baseline, "--update-baseline"}).code ==
               0);
    const Outcome same = shop.check(lost + "\n" + lost + "\n" + number, {"--baseline", shop.baseline});
    BOOST_TEST(same.code == 0);
    BOOST_TEST(contains(same.out, "2 drifts accepted by the baseline\n"), same.out);
    BOOST_TEST(contains(same.out, "3 documents checked, no new drift\n"), same.out);
    BOOST_TEST(!contains(same.out, "enum.unknown-value"), same.out);
    const Outcome more = shop.check(lost + "\n" + number + "\n{\"id\":null}", {"--baseline", shop.baseline});
    BOOST_TEST(more.code == 1);
    BOOST_TEST(contains(more.out, "null.unexpected"), more.out);
    BOOST_TEST(contains(more.out, "1 error, 0 warnings not in the baseline; 3 documents checked\n"),
               more.out);
    BOOST_TEST(shop.check(lost + "\n" + number).code == 1);
}

BOOST_AUTO_TEST_CASE(another_unknown_value_is_new) {
    const Shop shop;
    shop.check(lost, {"--baseline", shop.baseline, "--update-baseline"});
    BOOST_TEST(shop.check(lost, {"--baseline", shop.baseline}).code == 0);
    BOOST_TEST(shop.check(lost + "\n" + gone, {"--baseline", shop.baseline}).code == 1);
    BOOST_TEST(shop.check(gone, {"--baseline", shop.baseline}).code == 1);
}

BOOST_AUTO_TEST_CASE(what_no_longer_occurs_is_told_and_leaves_with_the_next_update) {
    const Shop shop;
    shop.check(lost + "\n" + number, {"--baseline", shop.baseline, "--update-baseline"});
    const Outcome stale = shop.check(lost, {"--baseline", shop.baseline});
    BOOST_TEST(stale.code == 0);
    BOOST_TEST(contains(stale.out, "in the baseline but no longer found: type.mismatch at id\n"), stale.out);
    const auto report = json::Document::parse(
        "json", shop.check(lost, {"--baseline", shop.baseline, "--format", "json"}).out);
    BOOST_TEST(report.at("/stale/0/path")->text == "id");
    BOOST_TEST(report.at("/drift/0/accepted/reason") != nullptr);
    shop.check(lost, {"--baseline", shop.baseline, "--update-baseline"});
    BOOST_TEST(!contains(json::read_file(shop.baseline), "type.mismatch"));
}

// Each way in which something could not be had: what was not found may be there all the same.
BOOST_AUTO_TEST_CASE(a_partial_reading_removes_nothing_and_calls_nothing_stale) {
    const Shop shop;
    shop.check(lost + "\n" + number, {"--baseline", shop.baseline, "--update-baseline"});
    const std::string written = json::read_file(shop.baseline);
    const std::string exchange =
        R"({"request":{"method":"GET","url":"https://h.test/o/a"},"response":{"status":200,"body":{"id":"a","state":"gone"}}})";
    const std::string bad_fixture = R"({"understudy_fixture": 2})";
    struct Row {
        std::string name, bytes;
        int code;
    };
    for (const Row& row : std::vector<Row>{{"no-such-file.json", "", 3},
                                           {"cut.json.gz", std::string("\x1f\x8b\x08\x00", 4), 3},
                                           {"fixture.json", bad_fixture, 2},
                                           {"exchanges.ndjson", exchange + "\n{\n", 3}}) {
        const std::string input = shop.folder.file(row.name);
        if (!row.bytes.empty()) shop.folder.write(row.name, row.bytes);
        shop.folder.write("drift.baseline.json", written);
        const Outcome report = shop.check(gone, {input, "--baseline", shop.baseline});
        BOOST_TEST(report.code != 0, row.name);
        BOOST_TEST(!contains(report.out, "no longer found"), row.name << report.out);
        const Outcome refused = shop.check(gone, {input, "--baseline", shop.baseline, "--update-baseline"});
        BOOST_TEST(json::read_file(shop.baseline) == written, row.name);
        BOOST_TEST(
            contains(refused.err, shop.baseline + ": not updated, because something could not be read"),
            row.name << refused.err);
        const Outcome taken =
            shop.check(gone, {input, "--baseline", shop.baseline, "--update-baseline=partial"});
        BOOST_TEST(taken.code == row.code, row.name << taken.err);
        BOOST_TEST(contains(taken.err, shop.baseline + ": added to, and nothing removed"),
                   row.name << taken.err);
        for (const char* kept : {"type.mismatch", "\\\"gone\\\"", "\\\"lost\\\""})
            BOOST_TEST(contains(json::read_file(shop.baseline), kept), row.name << " " << kept);
    }
}

BOOST_AUTO_TEST_CASE(a_sum_of_parts_is_partial_if_one_of_them_is) {
    const Shop shop;
    shop.check(lost + "\n" + number, {"--baseline", shop.baseline, "--update-baseline"});
    const std::string whole = shop.folder.file("whole.json"), part = shop.folder.file("part.json");
    shop.check(lost, {"--summary", whole});
    shop.check(lost, {"--summary", part, shop.folder.file("no-such-file.json")});
    const auto merge = [&](const std::string& other, const char* update) {
        return run(cli::drift,
                   {"merge", whole, other, "--format", "text", "--baseline", shop.baseline, update});
    };
    BOOST_TEST(contains(merge(whole, "--fail-on=error").out, "no longer found"));
    BOOST_TEST(!contains(merge(part, "--fail-on=error").out, "no longer found"));
    const std::string written = json::read_file(shop.baseline);
    BOOST_TEST(contains(merge(part, "--update-baseline").err,
                        "understudy drift merge: " + shop.baseline + ": not updated"));
    BOOST_TEST(json::read_file(shop.baseline) == written);
    BOOST_TEST(merge(whole, "--update-baseline=partial").err == "");
    BOOST_TEST(json::read_file(shop.baseline) == written); // nothing to add, and nothing leaves
    merge(whole, "--update-baseline");
    BOOST_TEST(!contains(json::read_file(shop.baseline), "type.mismatch"));
}

BOOST_AUTO_TEST_CASE(what_was_not_looked_at_stays) {
    const Shop shop;
    shop.check(number, {"--baseline", shop.baseline, "--update-baseline"});
    const std::string written = json::read_file(shop.baseline);
    const std::string without_id = R"({"state":"open"})";
    BOOST_TEST(!contains(shop.check(without_id, {"--baseline", shop.baseline}).out, "no longer found"));
    shop.check(without_id, {"--baseline", shop.baseline, "--update-baseline"});
    BOOST_TEST(json::read_file(shop.baseline) == written);
}

BOOST_AUTO_TEST_CASE(how_the_baseline_is_updated_stands_behind_the_sign) {
    const Shop shop;
    const std::string input = shop.folder.write("in.json", lost);
    const auto check = [&](cli::Arguments arguments) {
        arguments.insert(arguments.end(),
                         {"--contract", shop.file, "--api", "shop", "--baseline", shop.baseline});
        return run(cli::check, arguments);
    };
    BOOST_TEST(check({"--update-baseline", input}).code == 0); // the next word is an input
    BOOST_TEST(check({"--update-baseline=whole", input}).code == 0);
    const Outcome refused = check({"--update-baseline=some", input});
    BOOST_TEST(refused.code == 2);
    BOOST_TEST(contains(refused.err, "--update-baseline: expected one of whole, partial; found \"some\""),
               refused.err);
}

BOOST_AUTO_TEST_CASE(reasons_are_kept_and_the_file_is_the_same_for_the_same_drift) {
    const Shop shop;
    shop.check(number + "\n" + lost, {"--baseline", shop.baseline, "--update-baseline"});
    const std::string written = json::read_file(shop.baseline);
    BOOST_TEST(written.find("\"path\": \"id\"") < written.find("\"path\": \"state\""));
    std::string reasoned = written;
    const std::size_t at = reasoned.rfind("\"reason\": \"\"");
    reasoned.replace(at, 12, "\"reason\": \"Nadia knows: \\u00e9\"");
    shop.folder.write("drift.baseline.json", reasoned);
    shop.check(lost + "\n" + number + "\n" + number, {"--baseline", shop.baseline, "--update-baseline"});
    std::string expected = written;
    expected.replace(at, 12, "\"reason\": \"Nadia knows: é\"");
    BOOST_TEST(json::read_file(shop.baseline) == expected);
    const Outcome sarif = shop.check(lost, {"--baseline", shop.baseline, "--format", "sarif"});
    BOOST_TEST(contains(sarif.out, "\"justification\": \"Nadia knows: é\""), sarif.out);
}

BOOST_AUTO_TEST_CASE(no_report_has_what_is_accepted_as_a_failure) {
    const Shop shop;
    shop.check(lost, {"--baseline", shop.baseline, "--update-baseline"});
    BOOST_TEST(shop.check(lost, {"--baseline", shop.baseline, "--format", "github"}).out == "");
    BOOST_TEST(
        !contains(shop.check(lost, {"--baseline", shop.baseline, "--format", "junit"}).out, "<failure"));
    BOOST_TEST(contains(shop.check(lost, {"--baseline", shop.baseline, "--format", "markdown"}).out,
                        "no new drift"));
}

BOOST_AUTO_TEST_CASE(a_baseline_that_cannot_be_used_is_refused_with_its_place) {
    const Shop shop;
    shop.check(lost, {"--baseline", shop.baseline, "--update-baseline"});
    const std::string good = json::read_file(shop.baseline);
    const auto with = [&](const std::string& part, const std::string& other) {
        std::string text = good;
        return text.replace(text.find(part), part.size(), other);
    };
    const std::string entry = R"({"rule":"type.mismatch","path":"a"})";
    const std::vector<std::pair<std::string, std::string>> damaged = {
        {"", ":1:1: not JSON"},
        {good.substr(0, 40), "not JSON"},
        {with("\"understudy_baseline\": 1", "\"understudy_baseline\": 2"),
         ":2:26: /understudy_baseline: expected"},
        {with("enum.unknown-value", "enum.unknown"),
         "/accepted/0/rule: expected the name of a rule; found \"enum.unknown\""},
        {with("\"api\": \"shop\"", "\"api\": \"ship\""), "/api: expected \"shop\"; found \"ship\""},
        {with("\"method\": \"GET\"", "\"method\": \"PUT\""), "/method: expected \"GET\"; found \"PUT\""},
        {with("\"accepted\": [", "\"accepted\": [" + entry + "," + entry + ","),
         "/accepted/1: expected each rule and path once"},
        {with("\"accepted\"", "\"acepted\""), "/acepted: expected a documented property"},
    };
    for (const auto& [text, reason] : damaged) {
        const Outcome outcome = shop.check(lost, {"--baseline", shop.folder.write("b.json", text)});
        BOOST_TEST(outcome.code == 2, reason);
        BOOST_TEST(outcome.out == "");
        BOOST_TEST(contains(outcome.err, reason), outcome.err << " but " << reason);
    }
    BOOST_TEST(shop.check(lost, {"--baseline", shop.folder.file("none")}).code == 2);
    BOOST_TEST(shop.check(lost, {"--baseline", shop.folder.file("no/such/x"), "--update-baseline"}).code ==
               2);
    BOOST_TEST(shop.check(lost, {"--update-baseline"}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(coverage)

BOOST_AUTO_TEST_CASE(what_was_never_seen_is_told) {
    const Shop shop;
    const Outcome outcome = shop.check(R"({"id":"a","state":"open"})");
    // The responses 200 and 404, the body, id, state, open, paid, note, and that null.
    BOOST_TEST(contains(outcome.out, "seen 5 of 9 documented responses, fields, values and nulls: 55 %\n"),
               outcome.out);
    BOOST_TEST(contains(outcome.out, "never seen: state paid, response 404, 1 field, 1 null\n"), outcome.out);
    const Outcome more = shop.check(R"({"id":"a","state":"open"})"
                                    "\n"
                                    R"({"state":"paid","note":null})");
    BOOST_TEST(contains(more.out, "seen 8 of 9 "), more.out);
}

BOOST_AUTO_TEST_CASE(too_little_seen_fails) {
    const Shop shop;
    const std::string line = R"({"id":"a","state":"open"})";
    BOOST_TEST(shop.check(line, {"--min-coverage", "55"}).code == 0);
    const Outcome outcome = shop.check(line, {"--min-coverage", "56"});
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(contains(outcome.out, "55 %, but --min-coverage requires 56 %\n"), outcome.out);
    BOOST_TEST(shop.check(line, {"--min-coverage", "56", "--fail-on", "never"}).code == 1);
    BOOST_TEST(shop.check(line, {"--min-coverage", "101"}).code == 2);
    BOOST_TEST(shop.check(line, {"--min-coverage=-1"}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
