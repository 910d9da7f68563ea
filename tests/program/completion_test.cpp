// The scripts for shells and the man page, in the programs that read them.

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "cli/commands.hpp"
#include "tests/program/process.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;

bool has_program(const char* name) {
    return run({.command = {"/bin/sh", "-c", std::string("command -v ") + name},
                .input = {},
                .folder = {},
                .environment = {}})
               .code == 0;
}

/// What bash would offer for the last of these words, which it cuts at `=` as a shell does.
std::string offered(const std::vector<std::string>& line, const std::string& folder) {
    std::string words = "understudy";
    for (const std::string& word : line) words += " '" + word + "'";
    const std::string script =
        "source <(\"$1\" completion bash) && COMP_WORDS=(" + words +
        ") COMP_CWORD=" + std::to_string(line.size()) +
        " && complete -p understudy > /dev/null && _understudy && printf '%s\\n' \"${COMPREPLY[@]}\"";
    const Ended ended = run({.command = {"bash", "--norc", "-c", script, "bash", understudy_program()},
                             .input = {},
                             .folder = folder,
                             .environment = {}});
    BOOST_TEST(ended.code == 0, ended.err);
    BOOST_TEST(ended.err == "");
    return ended.out;
}

struct Completion {
    std::vector<std::string> line;
    const char* offered;
};
std::ostream& operator<<(std::ostream& stream, const Completion& completion) {
    for (const std::string& word : completion.line) stream << word << " ";
    return stream;
}
const std::vector<Completion> completions = {
    {{"ser"}, "serve\n"},
    {{"dr"}, "drift\n"},
    {{"drift", "m"}, "merge\n"},
    {{"drift", "merge", "--forma"}, "--format\n"},
    {{"serve", "--timeout-"}, "--timeout-header\n--timeout-body\n--timeout-write\n"},
    {{"check", "--jo"}, "\n"}, // still accepted, and not listed
    {{"check", "--thr"}, "--threads\n"},
    {{"check", "--fail-on", ""}, "error\nwarning\nnever\n"},
    {{"check", "--fail-on", "=", "w"}, "warning\n"},
    {{"check", "--fail-on", "="}, "error\nwarning\nnever\n"},
    {{"serve", "--fixtures", ""}, "folder\n"},
    {{"serve", "--contract", "shop", "=", "a f"}, "a file.json\n"},
    {{"check", "a"}, "a file.json\n"},
    {{"serve", "--listen", ""}, "\n"},
    {{"completion", "f"}, "fish\n"},
    {{"serve", "--exec", "--", "a"}, "a file.json\n"},
};

BOOST_AUTO_TEST_SUITE(completion)

BOOST_DATA_TEST_CASE(bash_offers_what_can_follow, data::make(completions), completion) {
    if (!has_program("bash")) return say_skipped("1 case: bash is absent");
    const TemporaryFolder folder;
    folder.write("a file.json", "{}");
    folder.write("folder/b.json", "{}");
    BOOST_TEST(offered(completion.line, folder.path()) == completion.offered);
}

BOOST_AUTO_TEST_CASE(zsh_and_fish_read_their_scripts_where_they_are_there) {
    for (const std::string shell : {"zsh", "fish"}) {
        const Ended script = run({.command = {understudy_program(), "completion", shell},
                                  .input = {},
                                  .folder = {},
                                  .environment = {}});
        for (const cli::Command* command : cli::commands())
            for (const cli::Flag* flag : cli::all_flags(*command)) {
                const std::string name = (shell == "zsh" ? "--" : " -l ") + std::string(flag->name);
                BOOST_TEST(script.out.find(name) != std::string::npos, name);
            }
        if (!has_program(shell.c_str())) {
            say_skipped("1 part: " + shell + " is absent, and its script was not read by it");
            continue;
        }
        const TemporaryFolder folder;
        const Ended read = run({.command = {shell, "-n", folder.write("script", script.out)},
                                .input = {},
                                .folder = {},
                                .environment = {}});
        BOOST_TEST(read.code == 0, read.err);
    }
}

BOOST_AUTO_TEST_CASE(the_man_page_is_good_troff) {
    if (!has_program("groff")) return say_skipped("1 case: groff is absent");
    const Ended page = run({.command = {"/bin/sh", "-c", "\"$1\" help --man | groff -man -Tutf8 -ww -P-cbou",
                                        "sh", understudy_program()},
                            .input = {},
                            .folder = {},
                            .environment = {}});
    BOOST_TEST(page.code == 0);
    BOOST_TEST(page.err == "");
    for (const char* part :
         {"UNDERSTUDY(1)", "NAME", "ENVIRONMENT", "--listen ADDR:PORT", "understudy drift merge"})
        BOOST_TEST(page.out.find(part) != std::string::npos, page.out.substr(0, 2000) << "\nlacks " << part);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
