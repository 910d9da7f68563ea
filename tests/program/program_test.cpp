// What only a process can show: exit statuses, streams, terminals, closed pipes, rights.

#include <signal.h>
#include <unistd.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "tests/program/process.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "tests/validator/tree.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

const std::string drifted = source("examples/drifted/noxus/enum.unknown-value.json");

Ended understudy(std::vector<std::string> arguments, std::string input = {}) {
    arguments.insert(arguments.begin(), understudy_program());
    return run({.command = std::move(arguments), .input = std::move(input), .folder = {}, .environment = {}});
}

Ended shell(const std::string& script, std::vector<std::string> environment = {}) {
    return run({.command = {"/bin/sh", "-c", script, "sh", understudy_program(), drifted},
                .input = {},
                .folder = {},
                .environment = std::move(environment)});
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct Use {
    std::vector<std::string> arguments;
    int code;
    const char* out; ///< a part of it; nullptr: nothing is written there
    const char* err;
};
std::ostream& operator<<(std::ostream& stream, const Use& use) {
    for (const std::string& argument : use.arguments) stream << argument << " ";
    return stream << "-> " << use.code;
}
const std::vector<Use> uses = {
    {{"--version"}, 0, "understudy ", nullptr},
    {{"--help"}, 0, "Usage: understudy COMMAND", nullptr},
    {{"-h"}, 0, "Usage: understudy COMMAND", nullptr},
    {{"help"}, 0, "Usage: understudy COMMAND", nullptr},
    {{"-V"}, 0, "understudy ", nullptr},
    {{"help", "serve"}, 0, "Usage: understudy serve", nullptr},
    {{"help", "drift", "merge"}, 0, "Usage: understudy drift merge", nullptr},
    {{"help", "drift"}, 0, "Usage: understudy drift COMMAND", nullptr},
    {{"help", "--man"}, 0, ".TH UNDERSTUDY 1", nullptr},
    {{"help", "--markdown"}, 0, "# The command line", nullptr},
    {{"help", "sevre"}, 2, nullptr, "understudy help: unknown command \"sevre\"; did you mean serve?"},
    {{"completion", "bash"}, 0, "complete -F _understudy understudy", nullptr},
    {{"completion", "zsh"}, 0, "#compdef understudy", nullptr},
    {{"completion", "fish"}, 0, "complete -c understudy", nullptr},
    {{"completion"}, 2, nullptr, "understudy completion: expected one of bash, zsh, fish"},
    {{"completion", "tcsh"}, 2, nullptr, "expected one of bash, zsh, fish; found \"tcsh\""},
    {{"check", "--help"}, 0, "Usage: understudy check", nullptr},
    {{"contracts", "--help"}, 0, "Usage: understudy contracts", nullptr},
    {{"serve", "--help"}, 0, "Usage: understudy serve", nullptr},
    {{"contracts"}, 0, "happyrobot", nullptr},
    {{"contracts", "noxus"}, 0, "one of queued, running", nullptr},
    {{}, 2, nullptr, "understudy: expected a command"},
    {{""}, 2, nullptr, "expected a command"},
    {{"chekc"}, 2, nullptr, "unknown command \"chekc\"; did you mean check?"},
    {{"Serve"}, 2, nullptr, "did you mean serve?"},
    {{"frobnicate"}, 2, nullptr, "unknown command \"frobnicate\" (understudy --help)"},
    {{"--verison"}, 2, nullptr, "--verison"},
    {{"check", "--formt", "json", drifted},
     2,
     nullptr,
     "understudy check: unknown option --formt; did you mean --format?"},
    {{"check"}, 2, nullptr, "understudy check: nothing to check"},
    {{"check", drifted}, 2, nullptr, "does not name its API"},
    {{"check", "--api", "noxsu", drifted}, 2, nullptr, "did you mean \"noxus\"?"},
    {{"check", "--api", "noxus", drifted}, 1, "enum.unknown-value", nullptr},
    {{"check", "--api", "noxus", "--fail-on", "never", drifted}, 0, "enum.unknown-value", nullptr},
    {{"check", "--api", "noxus", "--format", "json", drifted}, 1, "\"awaiting_human_feedback\\\"\"", nullptr},
    {{"check", source("fixtures/noxus/life-completed.json")}, 0, "no drift", nullptr},
    {{"check", "--api", "noxus", "/nonexistent.json"}, 3, nullptr, "/nonexistent.json"},
    {{"check", "--api", "noxus", "/proc/self/mem"}, 3, nullptr, "/proc/self/mem"},
};

BOOST_AUTO_TEST_SUITE(program)

BOOST_DATA_TEST_CASE(ends_with_the_status_that_says_how, data::make(uses), use) {
    const Ended ended = understudy(use.arguments);
    BOOST_TEST(ended.signal == 0);
    BOOST_TEST(ended.code == use.code, ended.err);
    BOOST_TEST((use.out == nullptr ? ended.out.empty() : contains(ended.out, use.out)), ended.out);
    BOOST_TEST((use.err == nullptr ? ended.err.empty() : contains(ended.err, use.err)), ended.err);
}

BOOST_AUTO_TEST_CASE(standard_input_is_an_input) {
    const std::string good = R"({"detail": "x"})";
    const Ended one = understudy({"check", "--api", "noxus", "--status", "404", "-"}, good);
    BOOST_TEST(one.code == 0, one.err);
    BOOST_TEST(contains(one.out, "1 document checked, no drift"));
    const Ended lines =
        understudy({"check", "--api", "noxus", "--status", "404", "-"}, good + "\n\n{}\n" + good);
    BOOST_TEST(lines.code == 0); // what is missing is only inferred to be required
    BOOST_TEST(contains(lines.out,
                        "property.missing      expected a required property; found nothing  (inferred; 1 "
                        "of 3 documents) at (stdin):3:2"),
               lines.out);
    BOOST_TEST(contains(lines.out, "in 1 of 3 documents"));
    const Ended fixture =
        understudy({"check", "-"}, json::read_file(source("fixtures/duckie/all-null.json")));
    BOOST_TEST(fixture.code == 0, fixture.err);
    const Ended nothing = understudy({"check", "--api", "noxus", "-"}, "");
    BOOST_TEST(nothing.code == 1);
    BOOST_TEST(contains(nothing.out, "found an empty body"), nothing.out);
    const Ended closed = shell("\"$1\" check --api noxus - <&-");
    BOOST_TEST(closed.code == 3);
}

BOOST_AUTO_TEST_CASE(a_file_without_the_right_to_read_is_named) {
    const TemporaryFolder folder;
    const std::string copy = understudy_program_for_nobody(folder.path());
    const std::string file = folder.write("secret.json", "{}");
    fs::permissions(file, fs::perms::none);
    const Ended ended = run({.command = {copy, "check", "--api", "noxus", file},
                             .input = {},
                             .folder = folder.path(),
                             .environment = {},
                             .as_nobody = true});
    BOOST_TEST(ended.code == 3);
    BOOST_TEST(contains(ended.err, file + ": Permission denied"), ended.err);
    BOOST_TEST(ended.out == "");
    const std::string closed = folder.file("closed");
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms::none);
    const Ended inside = run({.command = {copy, "check", "--api", "noxus", closed},
                              .input = {},
                              .folder = folder.path(),
                              .environment = {},
                              .as_nobody = true});
    BOOST_TEST(inside.code == 3);
    BOOST_TEST(contains(inside.err, closed), inside.err);
    fs::permissions(closed, fs::perms::all);
}

BOOST_AUTO_TEST_CASE(paths_with_spaces_and_other_characters) {
    const TemporaryFolder folder;
    for (const char* name :
         {"a b.json", "-x.json", "ü.json", "a'b\"c.json", "a\nb.json", "\xff.json", "\x1b[31m.json"}) {
        const std::string file = folder.write(name, "[]");
        const Ended text = understudy({"check", "--api", "noxus", file});
        BOOST_TEST(text.code == 1, text.err);
        BOOST_TEST(!contains(text.out, "\x1b"), text.out);
        BOOST_TEST(std::count(text.out.begin(), text.out.end(), '\n') == 8, text.out);
        const Ended json = understudy({"check", "--api", "noxus", "--format", "json", file});
        BOOST_CHECK_NO_THROW(json::Document::parse("report", json.out));
    }
    const Ended option_like =
        run({.command = {understudy_program(), "check", "--api", "noxus", "--", "-x.json"},
             .input = {},
             .folder = folder.path(),
             .environment = {}});
    BOOST_TEST(option_like.code == 1, option_like.err);
}

// `| head -1`: the reader goes away early. The writer ends, by SIGPIPE or by saying that it could not write.
BOOST_AUTO_TEST_CASE(a_closed_pipe_ends_it_quietly) {
    const TemporaryFolder folder;
    const std::string large = folder.write("large.ndjson", repeated("[]\n", 5000));
    for (const char* ignored : {"", "trap '' PIPE; "}) {
        const std::string script = std::string(ignored) +
                                   "{ \"$1\" check --api noxus --max-findings 5000 --format json " + large +
                                   "; echo $? > " + folder.file("code") + "; } | head -1";
        const Ended ended = shell(script);
        BOOST_TEST(ended.code == 0);
        BOOST_TEST(ended.out == "{\n");
        const int code = std::stoi(json::read_file(folder.file("code")));
        const bool ignores = *ignored != '\0';
        BOOST_TEST(code == (ignores ? 3 : 128 + SIGPIPE));
        BOOST_TEST(contains(ended.err, "standard output: ") == ignores, ended.err);
    }
    for (const std::string& command :
         {std::string("check --api noxus \"$2\""), "check --api noxus --format json " + large,
          std::string("contracts noxus"), std::string("serve --listen 127.0.0.1:0"),
          "record --api noxus --base-url https://example.invalid --listen 127.0.0.1:0 --to " +
              folder.path()}) {
        const Ended full = shell("\"$1\" " + command + " > /dev/full");
        BOOST_TEST(full.code == 3);
        BOOST_TEST(contains(full.err, "standard output: No space left on device"), full.err);
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_told_with_its_reason_and_leaves_the_baseline_as_it_was) {
    const TemporaryFolder folder;
    std::string large = R"({"id":1)";
    for (int i = 0; i < 100; ++i) large += ",\"undocumented_" + std::to_string(i) + "\":1";
    folder.write("large.json", large + "}");
    const std::string baseline = folder.file("baseline.json");
    const std::string check =
        "\"$1\" check --api noxus --max-findings 100 --baseline " + baseline + " --update-baseline";
    BOOST_TEST(shell(check + " \"$2\"").code == 0);
    const std::string before = json::read_file(baseline);
    BOOST_REQUIRE(before.size() < 512U);
    const std::string little_room = "trap '' XFSZ; ulimit -f 1; cd " + folder.path() + "; ";
    for (const char* option :
         {"", " --output report", " --suggest overlay", " --summary sum", " --report html=page"}) {
        const bool is_baseline = *option == '\0';
        const Ended ended =
            shell(little_room + (is_baseline ? check : "\"$1\" check --api noxus") + option + " large.json");
        BOOST_TEST(ended.code == 3);
        BOOST_TEST(contains(ended.err, ": File too large\n"), option << ended.err);
    }
    BOOST_TEST(json::read_file(baseline) == before);
}

BOOST_AUTO_TEST_CASE(colour_is_for_terminals) {
    const Ended piped = shell("\"$1\" check --api noxus \"$2\"");
    BOOST_TEST(!contains(piped.out, "\x1b"));
    if (run({.command = {"script", "--version"}, .input = {}, .folder = {}, .environment = {}}).code != 0)
        return say_skipped("1 part: script(1), which makes a terminal, is absent");
    const std::string terminal = "script -qefc \"'$1' check --api noxus '$2'\" /dev/null";
    const Ended shown = shell(terminal, {"NO_COLOR", "TERM=xterm"});
    BOOST_TEST(shown.code == 1);
    BOOST_TEST(contains(shown.out, "\x1b[31merror   \x1b[0menum.unknown-value"), shown.out);
    const Ended plain = shell(terminal, {"NO_COLOR=1", "TERM=xterm"});
    BOOST_TEST(plain.code == 1);
    BOOST_TEST(contains(plain.out, "enum.unknown-value"));
    BOOST_TEST(!contains(plain.out, "\x1b"), plain.out);
    // no-color.org: an empty value counts as none.
    BOOST_TEST(contains(shell(terminal, {"NO_COLOR=", "TERM=xterm"}).out, "\x1b[31m"));
    const Ended json = shell("script -qefc \"'$1' check --api noxus --format json '$2'\" /dev/null",
                             {"NO_COLOR", "TERM=xterm"});
    BOOST_TEST(!contains(json.out, "\x1b"));
}

BOOST_AUTO_TEST_CASE(what_takes_long_says_on_a_terminal_how_far_it_is) {
    if (run({.command = {"script", "--version"}, .input = {}, .folder = {}, .environment = {}}).code != 0)
        return say_skipped("1 part: script(1), which makes a terminal, is absent");
    const test::TemporaryFolder folder;
    // Lines without an end, until something is shown.
    const std::string script = R"(cd "$3" && mkfifo lines.ndjson && line=$(tr -d '\n' < "$2")
        yes "$line" > lines.ndjson & yes=$!
        script -qefc "'$1' check --api noxus lines.ndjson" /dev/null > shown & script=$!
        left=600; until grep -q MB/s shown || [ $((left -= 1)) = 0 ]; do sleep 0.1; done
        kill $script $yes; wait; cat shown)";
    const Ended slow =
        run({.command = {"/bin/sh", "-c", script, "sh", understudy_program(), drifted, folder.path()},
             .input = {},
             .folder = {},
             .environment = {"TERM=xterm"}});
    BOOST_TEST(contains(slow.out, " documents, "), slow.out);
    BOOST_TEST(contains(slow.out, " MB/s\x1b[K"), slow.out);
    BOOST_TEST(!contains(slow.out, " left"), slow.out); // nobody knows
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
