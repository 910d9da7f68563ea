#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/cli/outcome.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"
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

// One document a severity, of an API whose rules are of every evidence.
const std::string conforming = R"({"detail": "Run not found"})";
const std::string with_warning = R"({"detail": "Run not found", "extra": 1})";
const std::string with_error = R"({"detail": [{"loc": ["a"], "msg": 1, "type": "x"}]})";

struct Level {
    const char* fail_on;
    const char* status;
    std::string body;
    int code;
};
std::ostream& operator<<(std::ostream& stream, const Level& level) {
    return stream << "--fail-on " << level.fail_on << " " << level.body;
}
const std::vector<Level> levels = {
    {"error", "404", conforming, 0},   {"warning", "404", conforming, 0},   {"never", "404", conforming, 0},
    {"error", "404", with_warning, 0}, {"warning", "404", with_warning, 1}, {"never", "404", with_warning, 0},
    {"error", "422", with_error, 1},   {"warning", "422", with_error, 1},   {"never", "422", with_error, 0},
    {"error", "422", "not JSON", 1},   {"warning", "422", "not JSON", 1},   {"never", "422", "not JSON", 0},
    {"error", "422", "", 1},
};

BOOST_AUTO_TEST_SUITE(check_)

BOOST_DATA_TEST_CASE(fails_on_what_it_is_told_to, data::make(levels), level) {
    const TemporaryFolder folder;
    const Outcome outcome = check({"--api", "noxus", "--status", level.status, "--fail-on", level.fail_on,
                                   folder.write("a.json", level.body)});
    BOOST_TEST(outcome.code == level.code, outcome.out);
    BOOST_TEST(outcome.err == "");
}

BOOST_AUTO_TEST_CASE(an_error_is_what_fails_where_nothing_is_said) {
    const TemporaryFolder folder;
    BOOST_TEST(check({"--api=noxus", "--status=404", folder.write("a.json", with_warning)}).code == 0);
    BOOST_TEST(check({"--api=noxus", "--status=422", folder.write("b.json", with_error)}).code == 1);
}

// What a command line can get wrong: status 2, nothing on standard output, and a reason.
struct Misuse {
    cli::Arguments arguments;
    const char* reason;
};
std::ostream& operator<<(std::ostream& stream, const Misuse& misuse) {
    return stream << misuse.reason;
}
const std::vector<Misuse> misuses = {
    {{}, "nothing to check: name a file or a folder, or - for standard input"},
    {{"--api", "noxus"}, "nothing to check: name a file or a folder, or - for standard input"},
    {{"--formt", "json", "x"}, "unknown option --formt; did you mean --format?"},
    {{"--fromat=json", "x"}, "unknown option --fromat; did you mean --format?"},
    {{"--max-finding", "1", "x"}, "unknown option --max-finding; did you mean --max-findings?"},
    {{"--show-value", "x"}, "unknown option --show-value; did you mean --show-values?"},
    {{"--verbose", "x"}, "unknown option --verbose"},
    {{"-x", "x"}, "unknown option --x (understudy check --help lists the options)"},
    {{"--format", "xml", "x"},
     "--format: expected one of text, json, ndjson, sarif, junit, github, markdown, html, summary; found "
     "\"xml\""},
    {{"--format", "JSON", "x"},
     "--format: expected one of text, json, ndjson, sarif, junit, github, markdown, html, summary; found "
     "\"JSON\""},
    {{"--fail-on", "errors", "x"}, "--fail-on: expected one of error, warning, never; found \"errors\""},
    {{"--fail-on", "", "x"}, "--fail-on"},
    {{"--status", "ok", "x"}, "--status"},
    {{"--status=", "x"}, "--status"},
    {{"--api", "noxus", "--status", "204", "x"}, "--status 204: noxus documents no such response"},
    {{"--api", "noxus", "--status", "0", "x"}, "--status 0: noxus documents no such response"},
    {{"--api", "noxus", "--status", "99999999999", "x"}, "--status"},
    {{"--max-findings", "many", "x"}, "--max-findings"},
    {{"--max-findings=-1", "x"}, "--max-findings"},
    {{"--max-findings=1.5", "x"}, "--max-findings"},
    {{"--max-depth", "0", "x"}, "--max-depth: expected 1 to 4000; found 0"},
    {{"--max-depth", "4001", "x"}, "--max-depth: expected 1 to 4000; found 4001"},
    {{"--max-depth=-1", "x"}, "--max-depth: expected 1 to 4000"},
    {{"--api", "noxus", "--api", "duckie", "x"}, "--api"},
    {{"--api"}, "--api"},
    {{"--api", "noxsu", "x"},
     "noxsu: there is no contract with this name; the contracts are duckie, happyrobot, noxus (did you mean "
     "\"noxus\"?)"},
    {{"--api", "Noxus", "x"}, "(did you mean \"noxus\"?)"},
    {{"--api", "salesforce", "x"},
     "salesforce: there is no contract with this name; the contracts are duckie, happyrobot, noxus"},
    {{"--contract", "/nonexistent/x.json", "x"},
     "/nonexistent/x.json: cannot be read: No such file or directory"},
};

BOOST_DATA_TEST_CASE(wrong_use_is_refused_with_a_reason, data::make(misuses), misuse) {
    const Outcome outcome = check(misuse.arguments);
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(contains(outcome.err, misuse.reason), outcome.err);
    BOOST_TEST(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
}

BOOST_AUTO_TEST_CASE(help_is_a_result) {
    for (const char* option : {"--help", "-h"}) {
        const Outcome outcome = check({option});
        BOOST_TEST(outcome.code == 0);
        BOOST_TEST(contains(outcome.out, "Usage: understudy check"));
        for (const char* each : {"--api", "--contract", "--status", "--format", "--fail-on", "--max-findings",
                                 "--show-values", "--max-depth", "--threads"})
            BOOST_TEST(contains(outcome.out, each), each);
        BOOST_TEST(outcome.err == "");
    }
}

BOOST_AUTO_TEST_CASE(an_input_that_says_no_api_needs_one) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.json", conforming);
    const Outcome outcome = check({file});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(outcome.err ==
               file + " does not name its API: name it with --api (understudy contracts lists them)\n");
}

BOOST_AUTO_TEST_CASE(a_folder_is_checked_whole) {
    const TemporaryFolder folder;
    folder.write("a.json", conforming);
    folder.write("b/c/d.json", with_warning);
    folder.write("b/e.ndjson", conforming + "\n" + with_warning + "\n\nnot JSON\n");
    folder.write("notes.txt", "not JSON");
    const Outcome outcome = check({"--api", "noxus", "--status", "404", "--format", "json", folder.path()});
    BOOST_TEST(outcome.code == 1);
    const json::Document report = json::Document::parse("report", outcome.out);
    BOOST_TEST(report.at("/documents")->text == "5");
    BOOST_TEST(report.at("/conforming")->text == "2");
    BOOST_TEST(report.at("/coverage/statuses/404")->text == "5");
    BOOST_TEST(report.at("/findings/0/document")->text == folder.file("b/c/d.json"));
    BOOST_TEST(report.at("/findings/1/document")->text == folder.file("b/e.ndjson"));
    BOOST_TEST(report.at("/findings/1/line")->text == "2");
    BOOST_TEST(report.at("/findings/2/line")->text == "4");
    BOOST_TEST(report.at("/findings/2/column")->text == "2"); // "no" is where "null" ends
}

BOOST_AUTO_TEST_CASE(several_inputs_are_summed) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a b.json", with_warning);
    const std::string b = folder.write("ü.json", with_warning);
    const Outcome outcome = check({"--api", "noxus", "--status", "404", a, b});
    BOOST_TEST(outcome.code == 0);
    BOOST_TEST(contains(outcome.out, "(inferred; 2 documents), first at " + a + ":1:29"), outcome.out);
    BOOST_TEST(contains(outcome.out, "0 errors, 2 warnings in 2 of 2 documents"), outcome.out);
}

BOOST_AUTO_TEST_CASE(nothing_checked_is_never_a_success) {
    const TemporaryFolder folder;
    folder.write("a.txt", conforming);
    for (const std::string& input :
         {folder.path(), folder.write("empty.ndjson", ""), folder.write("blank.jsonl", "\n\n")}) {
        const Outcome outcome = check({"--api", "noxus", input});
        BOOST_TEST(outcome.code == 3, input);
        BOOST_TEST(outcome.out == "");
        BOOST_TEST(contains(outcome.err, "nothing was checked"), outcome.err);
    }
    BOOST_TEST(check({folder.file("empty.ndjson")}).code == 3); // without an API even
}

BOOST_AUTO_TEST_CASE(an_empty_json_file_is_a_document_that_is_none) {
    const TemporaryFolder folder;
    const Outcome outcome = check({"--api", "noxus", folder.write("a.json", "")});
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(contains(outcome.out,
                        "body.malformed        expected a JSON document (RFC 8259); found an empty body"),
               outcome.out);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_said_and_the_rest_is_checked) {
    const TemporaryFolder folder;
    const std::string good = folder.write("a.json", conforming);
    const std::string none = folder.file("none.json");
    for (const std::string& missing : {none, std::string("/proc/self/mem")}) {
        const Outcome outcome = check({"--api", "noxus", "--status", "404", missing, good});
        BOOST_TEST(outcome.code == 3);
        BOOST_TEST(contains(outcome.err, "understudy check: "), outcome.err);
        BOOST_TEST(contains(outcome.err, missing), outcome.err);
        BOOST_TEST(contains(outcome.out, "1 document checked, no drift"), outcome.out);
    }
    const Outcome alone = check({"--api", "noxus", none});
    BOOST_TEST(alone.code == 3);
    BOOST_TEST(contains(alone.err, none + ": No such file or directory"), alone.err);
    BOOST_TEST(alone.out == "");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_does_not_end_its_folder) {
    const TemporaryFolder folder;
    folder.write("a.json", "\x1f\x8b\b cut off");
    folder.write("b.json", conforming);
    for (const char* jobs : {"1", "2"}) {
        const Outcome outcome = check({"--api", "noxus", "--status", "404", "--jobs", jobs, folder.path()});
        BOOST_TEST(outcome.code == 3);
        BOOST_TEST(contains(outcome.err, folder.file("a.json") + ": "), outcome.err);
        BOOST_TEST(contains(outcome.out, "1 document checked, no drift"), outcome.out);
    }
}

// A check that could not see everything does not say that all conforms, and not that it is only drift.
BOOST_AUTO_TEST_CASE(what_cannot_be_read_weighs_more_than_drift) {
    const TemporaryFolder folder;
    const Outcome outcome =
        check({"--api", "noxus", "--status", "422", folder.write("a.json", with_error), folder.file("none")});
    BOOST_TEST(outcome.code == 3);
    BOOST_TEST(contains(outcome.out, "1 error, 0 warnings"), outcome.out);
}

BOOST_AUTO_TEST_CASE(findings_listed_are_bounded_and_sums_are_not) {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("a.ndjson", repeated(with_warning + "\n", 25) + repeated("[]\n", 7));
    const auto report = [&](const char* most) {
        const Outcome outcome =
            check({"--api", "noxus", "--status", "404", "--format", "json", "--max-findings", most, file});
        BOOST_TEST(outcome.code == 0); // an array for the object is only inferred to be wrong
        return json::Document::parse("report", outcome.out);
    };
    for (const auto& [most, listed] :
         {std::pair{"0", 0U}, {"1", 1U}, {"31", 31U}, {"32", 32U}, {"1000", 32U}}) {
        const json::Document document = report(most);
        BOOST_TEST(document.at("/findings")->elements.size() == listed);
        BOOST_TEST(document.at("/documents")->text == "32");
        BOOST_TEST(document.at("/drift/0/documents")->text == "7");
        BOOST_TEST(document.at("/drift/1/documents")->text == "25");
    }
}

BOOST_AUTO_TEST_CASE(nesting_is_bounded_as_told) {
    const TemporaryFolder folder;
    const std::string file =
        folder.write("a.json", "{\"detail\":\"x\",\"y\":" + repeated("[", 9) + repeated("]", 9) + "}");
    BOOST_TEST(check({"--api", "noxus", "--status", "404", "--max-depth", "10", file}).code == 0);
    BOOST_TEST(check({"--api", "noxus", "--status", "404", "--max-depth", "9", file}).code == 1);
    const std::string deep = folder.write("b.json", repeated("[", 2'000'000));
    const Outcome outcome = check({"--api", "noxus", deep, folder.write("c.json", conforming)});
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(contains(outcome.out, "nested deeper than the limit of 1000"), outcome.out);
    BOOST_TEST(contains(outcome.out, "2 of 2 documents"), outcome.out);
}

BOOST_AUTO_TEST_CASE(values_are_shown_only_where_that_is_wanted) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.json", R"({"detail": 15555550123, "Nadia Ferrante": 1})");
    const cli::Arguments masked = {"--api", "noxus", "--status", "404", file};
    cli::Arguments shown = masked;
    shown.push_back("--show-values");
    for (const char* format : {"text", "json"}) {
        cli::Arguments with_format = masked;
        with_format.insert(with_format.end(), {"--format", format});
        BOOST_TEST(!contains(check(with_format).out, "15555550123"));
        BOOST_TEST(!contains(check(with_format).out, "Nadia"));
        with_format.push_back("--show-values");
        BOOST_TEST(contains(check(with_format).out, "15555550123"));
        BOOST_TEST(contains(check(with_format).out, "Nadia Ferrante"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
