#include <array>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/help.hpp"
#include "cli/reference.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 2> kFlags = {{
    {.name = "man", .brief = "print the man page instead, as troff"},
    {.name = "markdown", .brief = "print the reference of all commands instead (docs/reference/cli.md)"},
}};

int run(const OptionValues& values, const Streams& streams) {
    if (values.has("man")) return write_man_page(streams.out), kConforms;
    if (values.has("markdown")) return write_markdown(streams.out), kConforms;
    std::string name;
    for (const std::string& word : values.list("command")) name += (name.empty() ? "" : " ") + word;
    if (name.empty()) return write_commands(streams), kConforms;
    for (const Command* command : commands())
        if (command->name == name) return write_help(*command, streams, true), kConforms;
    Arguments words = values.list("command");
    words.push_back("--help");
    return run_program(words, streams); // a family, or nothing that is known
}

} // namespace

const Command& help_command() {
    static const Command kCommand = {
        .name = "help",
        .brief = "explain a command and each of its options",
        .usage = "[COMMAND]",
        .about = "Explains a command: what --help says, and details of each option.",
        .examples =
            "understudy help serve\n"
            "understudy help --man | man -l -",
        .groups = {{"Options", kFlags}},
        .positional = {"command", "COMMAND", Completes::nothing,
                       "serve check record contracts drift completion"},
        .exclusions = {{"man", "markdown"}, {"man", "command"}, {"markdown", "command"}},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
