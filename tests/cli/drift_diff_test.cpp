#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

std::string contract_of(const std::string& operation, const std::string& version = "3.1.0") {
    return R"({"openapi":")" + version + R"(","info":{"title":"T","version":"1"},"paths":{"/t":{"get":)" +
           operation +
           R"(}},"components":{"schemas":{"Word":{"type":"string"},"Tree":{"type":"object","properties":{
           "n":{"type":"integer"},"up":{"$ref":"#/components/schemas/Tree"}}}}}})";
}

// The contract that has a row's schema, operation or document.
std::string contract_of(const Case& row, const std::string& side) {
    const std::string level = row.text("level", "schema");
    if (level == "document") return row.literal(side);
    if (level == "operation") return contract_of(row.literal(side));
    return contract_of(R"({"responses":{"200":{"description":"d","content":{"application/json":{"schema":)" +
                           row.literal(side) + "}}}}}",
                       row.text(side + "_version", "3.1.0"));
}

// `severity rule path: words` of each change.
std::vector<std::string> changes(const std::string& old, const std::string& now,
                                 const std::vector<std::string>& more = {}) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments = {"diff", "--format", "json", folder.write("a.json", old),
                                          folder.write("b.json", now)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run(cli::drift, arguments);
    BOOST_TEST(outcome.err == "");
    const auto report = json::Document::parse("report", outcome.out);
    std::vector<std::string> list;
    bool is_breaking = false;
    for (const json::Value& each : report.at("/findings")->elements) {
        is_breaking = is_breaking || each.find("severity")->text == "error";
        list.push_back(std::string(each.find("severity")->text) + " " + std::string(each.find("rule")->text) +
                       " " + std::string(each.find("message")->text));
    }
    BOOST_TEST(outcome.code == (is_breaking ? 1 : 0));
    return list;
}

BOOST_AUTO_TEST_SUITE(drift_diff)

BOOST_DATA_TEST_CASE(a_change_is_told_in_both_directions, load_cases("drift/changes.json")) {
    const std::string old = contract_of(sample, "old");
    const std::string now = contract_of(sample, "new");
    BOOST_TEST(changes(old, now) == sample.texts("changes"), boost::test_tools::per_element());
    BOOST_TEST(changes(now, old) == sample.texts("back"), boost::test_tools::per_element());
    BOOST_TEST(changes(old, old).empty());
    BOOST_TEST(changes(now, now).empty());
}

BOOST_AUTO_TEST_CASE(a_side_can_be_left_out) {
    const std::string old = contract_of(
        R"({"responses":{"200":{"description":"d","content":{"application/json":{"schema":{"type":"string"}}}}}})");
    const std::string now = contract_of(
        R"({"parameters":[{"name":"q","in":"query","required":true}],"responses":{"200":{"description":"d","content":{
        "application/json":{}}}}})");
    const std::string answer = "error type.mismatch (body): was string; is now anything, for example 0";
    const std::string request =
        "error property.missing (query) q: was no parameter; is now a required parameter";
    using Lines = std::vector<std::string>;
    BOOST_TEST((changes(old, now) == Lines{request, answer}));
    BOOST_TEST((changes(old, now, {"--side", "responses"}) == Lines{answer}));
    BOOST_TEST((changes(old, now, {"--side", "requests"}) == Lines{request}));
    BOOST_TEST(run(cli::drift, {"diff", "noxus", "noxus", "--side", "left"}).code == 2);
}

BOOST_AUTO_TEST_CASE(a_report_speaks_of_changes) {
    const TemporaryFolder folder;
    const std::string old =
        folder.write("a.json", contract_of(R"({"responses":{"200":{"description":"d"}}})"));
    const std::string now = folder.write(
        "b.json", contract_of(R"({"responses":{"200":{"description":"d"},"404":{"description":"d"}}})"));
    const auto report = [&](const std::string& format) {
        return run(cli::drift, {"diff", old, now, "--format", format}).out;
    };
    BOOST_TEST(
        report("text").ends_with("1 breaking change, 0 warnings, 0 additive changes in 1 of 1 operation\n"));
    BOOST_TEST(report("text").find("was no such response; is now status 404") != std::string::npos);
    for (const char* format : {"text", "github", "markdown", "junit", "sarif", "json", "ndjson", "html"}) {
        BOOST_TEST(report(format).find("expected no such response; found") == std::string::npos, format);
        BOOST_TEST(report(format).find("1 document") == std::string::npos, format);
    }
    BOOST_TEST(run(cli::drift, {"diff", old, old}).out.ends_with("1 operation compared, no drift\n"));
}

BOOST_AUTO_TEST_CASE(a_baseline_accepts_changes) {
    const TemporaryFolder folder;
    const std::string old =
        folder.write("a.json", contract_of(R"({"responses":{"200":{"description":"d"}}})"));
    const std::string now = folder.write(
        "b.json", contract_of(R"({"responses":{"200":{"description":"d"},"404":{"description":"d"}}})"));
    const std::string baseline = folder.path() + "/baseline.json";
    BOOST_TEST(run(cli::drift, {"diff", old, now}).code == 1);
    BOOST_TEST(run(cli::drift, {"diff", old, now, "--baseline", baseline, "--update-baseline"}).code == 0);
    BOOST_TEST(run(cli::drift, {"diff", old, now, "--baseline", baseline}).code == 0);
    const std::string more = folder.write(
        "b.json",
        contract_of(
            R"({"responses":{"200":{"description":"d"},"404":{"description":"d"},"410":{"description":"d"}}})"));
    BOOST_TEST(run(cli::drift, {"diff", old, more, "--baseline", baseline}).code == 1);
}

// A pull request is compared with what it would change.
BOOST_AUTO_TEST_CASE(a_contract_may_be_of_a_revision) {
    const TemporaryFolder folder;
    const std::string git = "git -C " + folder.path() + " -c user.name=t -c user.email=t@t.test ";
    const auto commit = [&](const std::string& text) {
        folder.write("api.json", text);
        const std::string command = git + "add api.json && " + git + "commit -q -m c";
        BOOST_REQUIRE(std::system(command.c_str()) == 0);
    };
    BOOST_REQUIRE(std::system((git + "init -q").c_str()) == 0);
    commit(contract_of(R"({"responses":{"200":{"description":"d"},"404":{"description":"d"}}})"));
    commit(contract_of(R"({"responses":{"200":{"description":"d"}}})"));
    const std::filesystem::path here = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    const Outcome gone = run(cli::drift, {"diff", "HEAD~1:api.json", "api.json"});
    const Outcome same = run(cli::drift, {"diff", "HEAD:./api.json", "api.json"});
    const Outcome none = run(cli::drift, {"diff", "HEAD:other.json", "api.json"});
    std::filesystem::current_path(here);
    BOOST_TEST(gone.code == 1);
    BOOST_TEST(gone.out.find("was status 404; is now no such response") != std::string::npos, gone.out);
    BOOST_TEST(same.code == 0, same.err);
    BOOST_TEST(none.code == 2);
    BOOST_TEST(none.err.find("HEAD:other.json: expected a file, or REVISION:FILE") != std::string::npos,
               none.err);
}

BOOST_AUTO_TEST_CASE(the_contracts_of_the_program_are_named) {
    const Outcome same = run(cli::drift, {"diff", "noxus", "noxus"});
    BOOST_TEST(same.code == 0);
    BOOST_TEST(same.out.find("no drift") != std::string::npos, same.out);
    BOOST_TEST(run(cli::drift, {"diff", "noxus", "duckie"}).out.find("GET /v1/runs/{run_id}") !=
               std::string::npos);
    BOOST_TEST(run(cli::drift, {"diff", "noxus"}).code == 2);
    BOOST_TEST(run(cli::drift, {"diff", "noxus", "/nonexistent.json"}).code == 2);
    BOOST_TEST(run(cli::drift, {"diff", "--help"}).out.find("OLD") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
