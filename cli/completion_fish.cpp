#include <ostream>
#include <sstream>

#include "cli/completion.hpp"

namespace understudy::cli {
namespace {

std::string fish_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

// True after the command's words.
std::string condition(std::string_view command) {
    std::istringstream words{std::string(command)};
    std::string text;
    for (std::string word; words >> word;)
        text += (text.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + word);
    return text;
}

std::string arguments(std::string_view words, Completes completes) {
    if (!words.empty()) return " -x -a " + fish_quoted(words);
    switch (completes) {
        case Completes::files:
        case Completes::paths:
            return " -r -F";
        case Completes::folders:
            return " -x -a '(__fish_complete_directories)'";
        case Completes::nothing:
            break;
    }
    return " -x";
}

void write_command(const Command& command, std::ostream& out) {
    const std::string start = "complete -c understudy -n " + fish_quoted(condition(command.name));
    for (const Flag* flag : all_flags(command)) {
        out << start << " -l " << flag->name;
        if (takes_next_word(*flag)) out << arguments(flag->words, flag->completes);
        out << " -d " << fish_quoted(flag->brief) << "\n";
    }
    const Positional& rest = command.positional;
    if (!rest.words.empty())
        out << start << " -a " << fish_quoted(rest.words) << "\n";
    else if (!rest.name.empty() && rest.completes != Completes::nothing)
        out << start << " -F\n";
}

} // namespace

void write_fish_completion(std::ostream& out) {
    out << "# Completion of understudy for fish:\n"
           "#   understudy completion fish > ~/.config/fish/completions/understudy.fish\n\n"
           "complete -c understudy -f\n"
           "complete -c understudy -n __fish_use_subcommand -s V -l version -d 'show the version'\n";
    for (const std::string& word : first_words()) {
        out << "complete -c understudy -n __fish_use_subcommand -a " << word << " -d "
            << fish_quoted(brief_of(word)) << "\n";
        for (const std::string& verb : second_words(word)) {
            const std::string is_open = condition(word) + "; and not __fish_seen_subcommand_from " + verb;
            out << "complete -c understudy -n " << fish_quoted(is_open) << " -a " << verb << "\n";
        }
    }
    for (const Command* command : commands()) write_command(*command, out);
}

} // namespace understudy::cli
