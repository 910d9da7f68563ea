#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/golden.hpp"
#include "tests/validator/intake/damaged_fixture.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

Outcome check(const cli::Arguments& arguments) {
    return run(cli::check, arguments);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(check_fixtures)

// What is wrong with a fixture, and what is said of it; the place is FILE:LINE:COLUMN: POINTER.
const std::vector<Case> errors = load_cases("intake/fixture_errors.json");

BOOST_AUTO_TEST_CASE(a_fixture_says_its_api_and_each_status_itself) {
    for (const char* folder : {"fixtures/noxus", "fixtures/duckie", "fixtures/happyrobot"}) {
        const Outcome outcome = check({source(folder)});
        BOOST_TEST(outcome.code == 0, outcome.out);
        BOOST_TEST(contains(outcome.out, "documents checked, no drift"));
        BOOST_TEST(outcome.err == "");
    }
}

BOOST_AUTO_TEST_CASE(a_finding_is_placed_in_the_fixtures_file) {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("f.json",
                     "{\"understudy_fixture\": 1, \"api\": \"noxus\", \"run_id\": \"r\", \"responses\": [\n"
                     " {\"status\": 404, \"body\": {\"detail\": \"x\"}},\n {\"status\": 401, \"body\":\n  "
                     "{\"detail\": \"é\", \"extra\": 1}}\n]}");
    const Outcome outcome = check({"--format", "json", file});
    const json::Document report = json::Document::parse("report", outcome.out);
    BOOST_TEST(report.at("/documents")->text == "2");
    BOOST_TEST(report.at("/findings")->elements.size() == 1U);
    BOOST_TEST(report.at("/findings/0/document")->text == file + "#/responses/1/body");
    BOOST_TEST(report.at("/findings/0/line")->text == "4");
    BOOST_TEST(report.at("/findings/0/column")->text == "19");
    BOOST_TEST(report.at("/findings/0/pointer")->text == "/extra");
    BOOST_TEST(report.at("/coverage/statuses/401")->text == "1");
}

BOOST_DATA_TEST_CASE(a_damaged_fixture_is_refused_with_its_place, data::make(errors), each) {
    const std::string text = damaged_fixture(each);
    if (!contains(text, "understudy_fixture")) return; // nobody can tell that it was to be one
    const TemporaryFolder folder;
    const std::string file = folder.write("f.json", text);
    const Outcome outcome = check({file});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.err == file + ":" + each.text("error") + "\n");
}

std::string fixture_of(const std::string& api) {
    std::string text = "{\"understudy_fixture\": 1, \"api\": \"";
    return text.append(api).append(
        "\", \"run_id\": \"r\", \"responses\": [{\"status\": 404, \"body\": {}}]}");
}

BOOST_AUTO_TEST_CASE(a_fixture_of_an_unknown_api_is_refused) {
    const TemporaryFolder folder;
    const std::string file = folder.write("f.json", fixture_of("salesforce"));
    const Outcome outcome = check({file});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.err == file +
                                  ":1:34: /api: there is no contract named \"salesforce\": add it with "
                                  "--contract salesforce=FILE\n");
}

BOOST_AUTO_TEST_CASE(fixtures_of_several_apis_are_checked_as_such) {
    const TemporaryFolder folder;
    const std::string noxus = folder.write("a.json", fixture_of("noxus"));
    const std::string duckie = folder.write("b.json", fixture_of("duckie"));
    const Outcome both = check({"--format", "json", "--fail-on", "never", folder.path()});
    BOOST_TEST(both.code == 0, both.err);
    const json::Document report = json::Document::parse("report", both.out);
    BOOST_TEST(report.at("/api")->text == "duckie, noxus");
    BOOST_TEST_REQUIRE(report.at("/operations")->elements.size() == 2U);
    BOOST_TEST(report.at("/operations/0/api")->text == "duckie");
    BOOST_TEST(report.at("/operations/0/operation")->text == "GET /runs/{run_id}");
    BOOST_TEST(report.at("/operations/0/documents")->text == "1");
    BOOST_TEST(report.at("/operations/1/api")->text == "noxus");
    BOOST_TEST(contains(check({folder.path()}).out, "== noxus GET /v1/runs/{run_id}  (1 of 1 document)"));
    const Outcome named = check({"--api", "noxus", duckie});
    BOOST_TEST(named.code == 2);
    BOOST_TEST(named.out == "");
    BOOST_TEST(named.err ==
               duckie +
                   ":1:34: /api: expected a fixture of noxus; found one of \"duckie\": leave --api "
                   "out to check fixtures of several APIs\n");
}

BOOST_AUTO_TEST_CASE(a_damaged_fixture_loses_nothing_of_the_others) {
    const TemporaryFolder folder;
    folder.write("a.json", fixture_of("noxus"));
    const std::string bad = folder.write("b.json", fixture_of("noxus").substr(0, 40));
    folder.write("c.json", fixture_of("noxus"));
    const Outcome outcome = check({folder.path()});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(contains(outcome.err, "understudy check: " + bad + ":1:"), outcome.err);
    BOOST_TEST(contains(outcome.out, "2 of 2 documents"), outcome.out);
}

BOOST_AUTO_TEST_CASE(the_status_of_a_fixture_counts_and_not_the_option) {
    const TemporaryFolder folder;
    const Outcome outcome = check({"--status", "999", folder.write("a.json", fixture_of("noxus"))});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(contains(outcome.out, "property.missing"), outcome.out);
}

BOOST_AUTO_TEST_CASE(drifted_documents_make_their_golden_report) {
    check_golden("command/drifted_duckie.txt", [] {
        std::string out =
            check({"--fail-on", "warning", "--api", "duckie", source("examples/drifted/duckie")}).out;
        for (std::size_t at = 0; (at = out.find(source(""), at)) != std::string::npos;)
            out.erase(at, source("").size());
        return out;
    }());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
