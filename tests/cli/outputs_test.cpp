#include "cli/outputs.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;

const std::string good = R"({"detail": "Run not found"})";
const std::string extra = R"({"detail": "Run not found", "extra": 1})";

Outcome check(cli::Arguments arguments) {
    arguments.insert(arguments.begin(), {"--api", "noxus", "--status", "404"});
    return run(cli::check, arguments);
}

BOOST_AUTO_TEST_SUITE(outputs)

BOOST_AUTO_TEST_CASE(several_reports_are_written_in_one_run) {
    const TemporaryFolder folder;
    const std::string input = folder.write("a.json", extra);
    const std::string text = check({input}).out;
    const Outcome outcome = check({input, "--format", "json", "--output", folder.file("o"), "--report",
                                   "text=" + folder.file("t"), "--report=ndjson=" + folder.file("n=d"),
                                   "--report", "junit=" + folder.file("j")});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.err == "");
    BOOST_TEST(json::read_file(folder.file("o")) == check({input, "--format", "json"}).out);
    BOOST_TEST(json::read_file(folder.file("t")) == text);
    BOOST_TEST(json::read_file(folder.file("n=d")) == check({input, "--format", "ndjson"}).out);
    BOOST_TEST(json::read_file(folder.file("j")).starts_with("<?xml"));
}

BOOST_AUTO_TEST_CASE(ndjson_has_every_finding_however_few_are_kept_and_for_any_number_of_threads) {
    const TemporaryFolder folder;
    std::string lines;
    for (int i = 0; i < 30000; ++i) lines += (i % 2 == 0 ? good : extra) + "\n";
    const std::string input = folder.write("a.ndjson", lines);
    const Outcome one = check({input, "--format", "ndjson", "--max-findings", "10"});
    BOOST_TEST(std::count(one.out.begin(), one.out.end(), '\n') == 15000);
    BOOST_TEST(one.out.find("\"line\":30000,") != std::string::npos);
    BOOST_TEST((check({input, "--format", "ndjson", "--threads", "2"}).out == one.out));
    const Outcome both = check({input, "--format", "json", "--max-findings", "10", "--threads=2", "--report",
                                "ndjson=" + folder.file("n")});
    BOOST_TEST((json::read_file(folder.file("n")) == one.out));
    BOOST_TEST(json::Document::parse("json", both.out).at("/findings")->elements.size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_written_is_told_before_the_work) {
    const TemporaryFolder folder;
    const std::string input = folder.write("in/a.json", extra);
    const std::string missing = folder.file("no/such/x");
    const std::vector<std::pair<cli::Arguments, std::string>> misuses = {
        {{"--output", missing}, "--output " + missing + ": cannot be written: No such file or directory"},
        {{"--output", folder.path()}, "--output " + folder.path() + ": cannot be written: Is a directory"},
        {{"--report", "sarif=" + missing}, "--report " + missing + ": cannot be written"},
        {{"--report", "sarif"}, "--report: expected FORMAT=FILE; found \"sarif\""},
        {{"--report", "sarif="}, "--report: expected the name of a file"},
        {{"--report", "sarif=-"}, "--report: expected the name of a file"},
        {{"--report", "xml=x"},
         "--report: expected one of text, json, ndjson, sarif, junit, github, markdown, html, summary"},
        {{"--report", "text=" + folder.file("a"), "--output", folder.file("a")},
         "two reports cannot share a file"},
        {{"--report", "text=" + folder.file("a"), "--report", "json=" + folder.file("in/../a")},
         "two reports"},
        {{"--output", input}, "this file is also an input, and would be overwritten"},
    };
    for (const auto& [arguments, reason] : misuses) {
        cli::Arguments all = arguments;
        all.push_back(input);
        const Outcome outcome = check(all);
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(outcome.out == "");
        BOOST_TEST(outcome.err.find(reason) != std::string::npos, outcome.err);
    }
    BOOST_TEST(check({folder.file("in"), "--output", input}).code == 2);
    BOOST_TEST(json::read_file(input) == extra);
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_full_is_told_of) {
    if (!std::filesystem::exists("/dev/full")) return;
    const TemporaryFolder folder;
    BOOST_CHECK_THROW(check({folder.write("a.json", extra), "--output", "/dev/full"}), std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
