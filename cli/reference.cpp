#include "cli/reference.hpp"

#include <ostream>
#include <sstream>
#include <string>

#include "cli/commands.hpp"
#include "cli/help.hpp"

namespace understudy::cli {
namespace {

// Text in troff: a backslash, a dash that is one, and a line that would begin like a request.
std::string troff(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        const bool begins = escaped.empty() || escaped.back() == '\n';
        if (begins && (c == '.' || c == '\'')) escaped += "\\&";
        if (c == '\\')
            escaped += "\\e";
        else if (c == '-')
            escaped += "\\-";
        else
            escaped += c;
    }
    return escaped;
}

template <class EachLine>
void for_each_line(std::string_view text, EachLine&& each) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) each(line);
}

void write_man_command(const Command& command, std::ostream& out) {
    const std::string name(command.name);
    out << ".SH " << troff("understudy " + name + " " + std::string(command.usage)) << "\n";
    bool is_new = true;
    for_each_line(command.about, [&](const std::string& line) {
        is_new = is_new || line.empty();
        if (line.empty()) return;
        out << (is_new ? ".PP\n" : "") << troff(line) << "\n";
        is_new = false;
    });
    for (const FlagGroup& group : command.groups) {
        out << ".SS " << troff(group.title) << "\n";
        for (const Flag& flag : group.flags) {
            out << ".TP\n\\fB" << troff("--" + std::string(flag.name)) << "\\fR";
            if (takes_next_word(flag))
                out << " \\fI" << troff(flag.value) << "\\fR";
            else if (!flag.value.empty())
                out << "[=\\fI" << troff(flag.value) << "\\fR]";
            out << "\n" << troff(describe(flag)) << "\n";
            if (!flag.detail.empty()) out << ".br\n" << troff(flag.detail) << "\n";
        }
    }
    if (!command.exit_status.empty()) out << ".SS Exit status\n" << troff(command.exit_status) << "\n";
    out << ".SS Examples\n.nf\n";
    for_each_line(command.examples, [&](const std::string& line) { out << troff(line) << "\n"; });
    out << ".fi\n";
}

// Text in a cell of a Markdown table.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '|' || c == '<' || c == '*') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

void write_markdown_command(const Command& command, std::ostream& out) {
    out << "\n## understudy " << command.name << "\n\n`understudy " << command.name << " " << command.usage
        << "`\n\n"
        << command.about << "\n";
    for (const FlagGroup& group : command.groups) {
        out << "\n**" << group.title << "**\n\n| option | meaning |\n|---|---|\n";
        for (const Flag& flag : group.flags) {
            std::string text = describe(flag) + (flag.detail.empty() ? "" : ".");
            if (!flag.detail.empty()) text += " " + std::string(flag.detail);
            std::string option = "`" + spelling(flag) + "`";
            for (std::size_t at = 0; (at = option.find('|', at)) != std::string::npos; at += 2)
                option.insert(at, "\\");
            out << "| " << option << " | " << cell(text) << " |\n";
        }
    }
    if (!command.exit_status.empty()) out << "\nExit status: " << command.exit_status << "\n";
    out << "\n```sh\n" << command.examples << "\n```\n";
}

} // namespace

void write_man_page(std::ostream& out) {
    out << ".TH UNDERSTUDY 1 \"\" \"understudy " UNDERSTUDY_VERSION "\" \"User Commands\"\n"
        << ".SH NAME\nunderstudy \\- mock APIs from their contracts, and check responses against them\n"
        << ".SH SYNOPSIS\n\\fBunderstudy\\fR \\fICOMMAND\\fR [options]\n";
    for (const Command* command : commands())
        out << ".TP\n\\fB" << troff(command->name) << "\\fR\n" << troff(command->brief) << "\n";
    for (const Command* command : commands()) write_man_command(*command, out);
    out << ".SH ENVIRONMENT\n" << troff(environment_note()) << "\n";
}

void write_markdown(std::ostream& out) {
    out << "# The command line\n\n"
           "This page is what `understudy help --markdown` prints. Every command takes `-h` and `--help`, "
           "and "
           "`understudy --version` (`-V`) shows the version.\n\n"
        << environment_note()
        << "\n\nA duration is a whole number and its unit: `250ms`, `10s`, `2m` or `1h`.\n\n"
        << "| command | |\n|---|---|\n";
    for (const Command* command : commands()) {
        std::string anchor = "understudy-" + std::string(command->name);
        for (char& c : anchor)
            if (c == ' ') c = '-';
        out << "| [" << command->name << "](#" << anchor << ") | " << command->brief << " |\n";
    }
    for (const Command* command : commands()) write_markdown_command(*command, out);
}

} // namespace understudy::cli
