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
    const std::string contract = folder.write("noxus.json", "{}");
    folder.write("b", "{}");
    std::filesystem::create_symlink(input, folder.file("link.json"));
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
         "--output writes to the same file: give each its own"},
        {{"--report", "text=" + folder.file("a"), "--report", "json=" + folder.file("in/../a")},
         "--report writes to the same file"},
        {{"--suggest", folder.file("a"), "--output", folder.file("./a")}, "writes to the same file"},
        {{"--suggest", input}, "--suggest " + input + ": this file is also an input, and would be"},
        {{"--summary", folder.file("link.json")}, "this file is also an input, and would be overwritten"},
        {{"--output", contract, "--contract", "noxus=" + contract},
         "this file is also what --contract reads"},
        {{"--output", contract, "--contract", contract}, "this file is also what --contract reads"},
        {{"--output", folder.file("b"), "--baseline", folder.file("b")},
         "this file is also what --baseline reads"},
        {{"--output", folder.file("b"), "--baseline", folder.file("in/../b"), "--update-baseline"},
         "--output " + folder.file("b") + ": --baseline writes to the same file"},
        {{"--baseline", input, "--update-baseline"}, "this file is also an input"},
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

BOOST_AUTO_TEST_CASE(a_folder_is_checked_again_without_the_reports_that_are_in_it) {
    const TemporaryFolder folder;
    folder.write("in/a.json", extra);
    const cli::Arguments command = {folder.file("in"),
                                    "--output",
                                    folder.file("in/report.txt"),
                                    "--suggest",
                                    folder.file("in/overlay.json"),
                                    "--summary",
                                    folder.file("in/sum.json"),
                                    "--report",
                                    "json=" + folder.file("in/r.json"),
                                    "--report",
                                    "sarif=" + folder.file("in/s.json"),
                                    "--report",
                                    "ndjson=" + folder.file("in/n.ndjson"),
                                    "--baseline",
                                    folder.file("in/base.json"),
                                    "--update-baseline"};
    BOOST_TEST(check(command).code == 0);
    const std::string first = json::read_file(folder.file("in/sum.json"));
    const Outcome again = check(command);
    BOOST_TEST(again.code == 0, again.err);
    BOOST_TEST(json::read_file(folder.file("in/sum.json")).find("\"documents\": 1,") != std::string::npos);
    BOOST_TEST(again.err.find("not read, because understudy wrote them: " + folder.file("in/base.json")) !=
                   std::string::npos,
               again.err);
    // A report that is named is an input like any other.
    BOOST_TEST(check({folder.file("in/r.json")}).out.find("1 document") != std::string::npos);
    for (const auto& entry : std::filesystem::directory_iterator(folder.file("in")))
        BOOST_TEST(entry.path().filename().string().find("json.") == std::string::npos, entry.path());
}

// The reader of a report sees the old one or the new one.
BOOST_AUTO_TEST_CASE(a_report_takes_the_place_of_the_old_one_at_once) {
    const TemporaryFolder folder;
    const std::string input = folder.write("a.json", extra), old = folder.write("old/report.json", "old");
    std::filesystem::permissions(old, std::filesystem::perms(0640));
    std::filesystem::create_hard_link(old, folder.file("kept.json"));
    std::filesystem::create_symlink(old, folder.file("link.json"));
    BOOST_TEST(check({input, "--format", "json", "--output", folder.file("link.json")}).code == 0);
    BOOST_TEST(std::filesystem::is_symlink(folder.file("link.json")));
    BOOST_TEST(json::read_file(old).starts_with("{"));
    BOOST_TEST((std::filesystem::status(old).permissions() == std::filesystem::perms(0640)));
    BOOST_TEST(json::read_file(folder.file("kept.json")) == "old");
    BOOST_TEST(check({folder.file("none.json"), "--output", old}).code != 0);
    BOOST_TEST(json::read_file(old).starts_with("{"));
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_full_is_told_of) {
    if (!std::filesystem::exists("/dev/full")) return;
    const TemporaryFolder folder;
    BOOST_CHECK_THROW(check({folder.write("a.json", extra), "--output", "/dev/full"}), std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
