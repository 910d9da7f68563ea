// What the program says of itself: --help, the reference, the man page, and advice in messages.

#include <algorithm>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <map>
#include <regex>

#include "tests/cli/outcome.hpp"
#include "tests/validator/case_file.hpp"
#include "tests/validator/temporary_folder.hpp"
#include "validator/json/document.hpp"

namespace {

using namespace understudy;
using namespace understudy::test;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const cli::Command* command : cli::commands()) all.emplace_back(command->name);
    return all;
}

const cli::Command* find_command(const std::string& name) {
    for (const cli::Command* command : cli::commands())
        if (command->name == name) return command;
    return nullptr;
}

std::string program(const cli::Arguments& arguments, unsigned width = 80) {
    std::ostringstream out, err;
    BOOST_TEST(cli::run_program(arguments, {out, err, false, false, width}) == cli::kConforms);
    return out.str();
}

cli::Arguments words(const std::string& text) {
    std::istringstream stream(text);
    cli::Arguments all;
    for (std::string word; stream >> word;) all.push_back(word);
    return all;
}

BOOST_AUTO_TEST_SUITE(help)

BOOST_DATA_TEST_CASE(fits_the_terminal_and_ends_with_an_example, data::make(names()), name) {
    cli::Arguments arguments = words(name);
    arguments.emplace_back("-h");
    for (const unsigned width : {80U, 60U, 120U}) {
        const std::string text = program(arguments, width);
        BOOST_TEST(text.starts_with("Usage: understudy " + name + " "), text);
        const std::size_t examples = text.rfind("\nExample");
        BOOST_REQUIRE(examples != std::string::npos);
        std::istringstream lines(text.substr(0, examples));
        for (std::string line; std::getline(lines, line);) BOOST_TEST(line.size() <= width, line);
        for (const cli::Flag* flag : cli::all_flags(*find_command(name))) {
            BOOST_TEST(text.find("--" + std::string(flag->name)) != std::string::npos, flag->name);
            BOOST_TEST((flag->old_name.empty() ||
                        text.find("--" + std::string(flag->old_name) + " ") == std::string::npos));
        }
    }
    cli::Arguments full = words(name);
    full.insert(full.begin(), "help");
    for (const cli::Flag* flag : cli::all_flags(*find_command(name)))
        if (!flag->detail.empty())
            BOOST_TEST(program(full, 10'000).find(flag->detail) != std::string::npos, flag->name);
}

BOOST_AUTO_TEST_CASE(repeatable_flags_say_so_in_the_same_words) {
    std::size_t count = 0;
    const std::string text = program({"serve", "--help"}, 200);
    for (std::size_t at = 0; (at = text.find("; may be given several times", at)) != std::string::npos; ++at)
        ++count;
    BOOST_TEST(count == 5U);
}

BOOST_AUTO_TEST_CASE(the_reference_is_what_the_program_prints) {
    const std::string text = program({"help", "--markdown"});
    BOOST_TEST((json::read_file(source("docs/reference/cli.md")) == text),
               "docs/reference/cli.md is old: understudy help --markdown > docs/reference/cli.md");
}

/// The commands that a file of cli/ speaks for; the shared ones for several. Empty: the program as a whole.
std::vector<std::string> speaks_for(const std::string& file) {
    static const std::vector<std::pair<std::string, std::vector<std::string>>> kFiles = {
        {"live", {"check", "record"}},
        {"outputs", {"check", "drift merge", "drift diff"}},
        {"expectations", {"check", "drift merge"}},
        {"check", {"check"}},
        {"subject", {"check"}},
        {"suggestion", {"check"}},
        {"record", {"record"}},
        {"serve", {"serve"}},
        {"child", {"serve"}},
        {"contracts", {"contracts"}},
        {"drift_merge", {"drift merge"}},
        {"drift_diff", {"drift diff"}},
        {"help_command", {"help"}},
        {"completion_command", {"completion"}}};
    for (const auto& [start, commands] : kFiles)
        if (file.starts_with(start)) return commands;
    return {};
}

// The flags that a text names and the command does not have. `check --summary` is a flag of check.
std::string unknown_flags(const std::string& text, const std::vector<std::string>& commands) {
    static const std::regex kFlag("(?:(drift merge|[a-z]+)(?: NAME)? )?--([a-z][a-z-]+)");
    std::string unknown;
    for (std::sregex_iterator at(text.begin(), text.end(), kFlag), end; at != end; ++at) {
        const std::string before = (*at)[1].str(), flag = (*at)[2].str();
        const bool is_other = find_command(before) != nullptr;
        for (const std::string& name : is_other ? std::vector<std::string>{before} : commands)
            if (cli::find_flag(*find_command(name), flag) == nullptr) unknown += " " + name + " --" + flag;
    }
    return unknown;
}

BOOST_AUTO_TEST_CASE(each_flag_that_a_text_names_is_one_of_the_command_that_says_it) {
    static const std::regex kLiteral(R"re("(?:[^"\\]|\\.)*")re");
    std::size_t literals = 0;
    for (const auto& entry : fs::directory_iterator(source("cli"))) {
        const std::string file = entry.path().filename().string();
        const std::vector<std::string> commands = speaks_for(file);
        if (entry.path().extension() != ".cpp" || commands.empty()) continue;
        std::istringstream lines(json::read_file(entry.path().string()));
        for (std::string line; std::getline(lines, line);) {
            if (line.find("//") < line.find('"') || line.starts_with("#")) continue;
            for (std::sregex_iterator at(line.begin(), line.end(), kLiteral), end; at != end; ++at) {
                ++literals;
                const std::string unknown = unknown_flags(at->str(), commands);
                BOOST_TEST(unknown.empty(), file << ": " << line << ":" << unknown);
            }
        }
    }
    BOOST_TEST(literals > 300U);
}

/// Command lines that are refused with advice.
const std::vector<std::string> advised = {
    "check",
    "check --api noxsu x",
    "check --live --api noxus",
    "check --live --run-id 1",
    "check --live --api noxus --run-id 1 --base-url x",
    "check --live --api noxus --run-id 1 --key-file /nowhere",
    "check --live --api noxus --run-id 1 --ca-file /nowhere",
    "check --live x",
    "check --follow x",
    "check --update-baseline x",
    "check --operation getRun x",
    "check --schema a --api b x",
    "check --dialect draft7 x",
    "check --report x y",
    "serve --speed 2",
    "serve --exec",
    "serve --cert x",
    "serve --tls --cert x --key y",
    "serve --tls-dir x",
    "serve --listen 0.0.0.0:0",
    "serve --admin off --admin-listen 127.0.0.1:0",
    "serve --rate-limit 5",
    "record",
    "record --to x",
    "record --to x --har y --listen z",
    "record --to x --listen 127.0.0.1:0 --base-url http://x",
    "record --to x --listen nowhere",
    "contracts --apply x",
    "contracts noxus --status 999",
    "drift",
    "drift merge",
    "drift merge --update-baseline x",
    "drift diff noxus",
    "completion",
    "help nothing",
};

/// Command lines that ask a contract for the operation that gets a run, where it has none.
const std::vector<std::string> without_run_operation = {
    "check --live --api shop --run-id 1",
    "serve --api shop",
    "record --to x --api shop --run-id 1",
    "contracts shop",
};

/// Why a command line is refused. Fails if it names a flag that its command does not have.
std::string refusal(const std::string& line) {
    std::string error;
    std::ostringstream out, err;
    try {
        cli::run_program(words(line), {out, err});
    } catch (const std::exception& refused) {
        error = refused.what();
    }
    BOOST_TEST(!error.empty());
    const cli::Arguments all = words(line);
    const bool is_family = all[0] == "drift" && all.size() > 1;
    const std::string name = is_family ? all[0] + " " + all[1] : all[0];
    if (find_command(name) != nullptr) // else a family alone: it has --help
        BOOST_TEST(unknown_flags(error, {name}) == "", error);
    return error;
}

BOOST_DATA_TEST_CASE(each_advice_names_a_flag_of_this_very_command, data::make(advised), line) {
    refusal(line);
}

BOOST_DATA_TEST_CASE(a_contract_without_a_run_is_refused_with_what_helps, data::make(without_run_operation),
                     line) {
    const TemporaryFolder folder;
    const std::string contract = folder.write(
        "shop.json", R"({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}})");
    const std::string error = refusal(line + " --contract " + contract);
    BOOST_TEST(error.find("mark the one with x-lifecycle") != std::string::npos, error);
    BOOST_TEST((error.find("--operation") != std::string::npos) == line.starts_with("check"), error);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
