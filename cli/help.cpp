#include "cli/help.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>

namespace understudy::cli {
namespace {

constexpr std::size_t kColumn = 28; ///< where descriptions begin

// Writes `text` in lines that end before `width`, from column `at` on; each but the first is indented.
void write_wrapped(std::string_view text, std::size_t at, std::size_t indent, std::size_t width,
                   std::ostream& out) {
    std::istringstream words{std::string(text)};
    std::size_t column = at;
    bool is_first = true;
    for (std::string word; words >> word;) {
        if (!is_first && column + 1 + word.size() > width) {
            out << "\n" << std::string(indent, ' ');
            column = indent;
        } else if (!is_first) {
            out << " ";
            ++column;
        }
        out << word;
        column += word.size();
        is_first = false;
    }
    out << "\n";
}

// Each line of `text` is a paragraph.
void write_paragraphs(std::string_view text, std::size_t width, std::ostream& out) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) write_wrapped(line, 0, 0, width, out);
}

void write_row(const std::string& head, const std::string& text, std::size_t column, std::size_t width,
               std::ostream& out) {
    out << "  " << head;
    std::size_t at = 2 + head.size();
    if (at + 2 > column) {
        out << "\n";
        at = 0;
    }
    out << std::string(column - at, ' ');
    write_wrapped(text, column, column, width, out);
}

void write_examples(std::string_view examples, std::ostream& out) {
    std::istringstream lines{std::string(examples)};
    for (std::string line; std::getline(lines, line);) out << "  " << line << "\n";
}

} // namespace

std::string spelling(const Flag& flag) {
    const std::string name = "--" + std::string(flag.name), value(flag.value);
    if (value.empty()) return name;
    return takes_next_word(flag) ? name + " " + value : name + "[=" + value + "]";
}

std::string describe(const Flag& flag) {
    std::string text(flag.brief);
    if (!flag.words.empty()) {
        std::string all;
        for (const std::string& word : words_of(flag.words)) all += (all.empty() ? "" : ", ") + word;
        text += ": " + all;
    }
    if (flag.reads == Reads::list) text += "; may be given several times";
    if (!flag.otherwise.empty()) text += " (default: " + std::string(flag.otherwise) + ")";
    return text;
}

std::string_view environment_note() {
    return "An environment variable may set any option: UNDERSTUDY_, then the option's name in capitals with "
           "_ "
           "for -, as in UNDERSTUDY_FAIL_ON=warning. An option that takes no value is 1, true, 0 or false. "
           "An "
           "empty variable counts as unset. The command line wins.";
}

void write_commands(const Streams& streams, std::string_view family) {
    std::ostream& out = streams.out;
    const std::string prefix(family);
    out << "Usage: understudy " << prefix << "COMMAND [options]\n\n";
    for (const Command* command : commands())
        if (command->name.starts_with(family))
            write_row(std::string(command->name.substr(family.size())), std::string(command->brief), 15,
                      streams.width, out);
    out << "\n";
    if (family.empty()) {
        write_row("-h, --help", "show this text", 17, streams.width, out);
        write_row("-V, --version", "show the version", 17, streams.width, out);
        out << "\n";
        write_paragraphs(environment_note(), streams.width, out);
        out << "\n";
    }
    out << "understudy " << prefix << "COMMAND --help lists the options of a command.\n";
    if (family.empty()) out << "\nExample:\n  understudy serve --listen 127.0.0.1:0 --exec -- npm test\n";
}

void write_help(const Command& command, const Streams& streams, bool is_full) {
    std::ostream& out = streams.out;
    const std::size_t width = streams.width;
    const std::string usage =
        "Usage: understudy " + std::string(command.name) + " " + std::string(command.usage);
    write_wrapped(usage, 0, 7, width, out);
    out << "\n";
    write_paragraphs(command.about, width, out);
    std::vector<FlagGroup> groups = command.groups;
    groups.push_back(help_group());
    for (const FlagGroup& group : groups) {
        out << "\n" << group.title << ":\n";
        for (const Flag& flag : group.flags) {
            write_row(spelling(flag), describe(flag), kColumn, width, out);
            if (!is_full || flag.detail.empty()) continue;
            out << std::string(kColumn, ' ');
            write_wrapped(flag.detail, kColumn, kColumn, width, out);
        }
    }
    out << "\n";
    write_paragraphs(environment_note(), width, out);
    if (!command.exit_status.empty()) {
        out << "\n";
        write_paragraphs("Exit status: " + std::string(command.exit_status), width, out);
    }
    if (!is_full) out << "\nunderstudy help " << command.name << " says more about each option.\n";
    out << "\n" << (command.examples.find('\n') == std::string_view::npos ? "Example:\n" : "Examples:\n");
    write_examples(command.examples, out);
}

} // namespace understudy::cli
