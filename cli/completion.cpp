#include "cli/completion.hpp"

#include <algorithm>
#include <ostream>

#include "cli/exit_code.hpp"

namespace understudy::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string action(std::string_view words, Completes completes) {
    if (!words.empty()) return "_understudy_words " + quoted(words);
    switch (completes) {
        case Completes::files:
        case Completes::paths:
            return "_understudy_files";
        case Completes::folders:
            return "_understudy_folders";
        case Completes::nothing:
            break;
    }
    return ":";
}

void write_bash_cases(const Command& command, std::ostream& out) {
    std::string flags;
    for (const Flag* flag : all_flags(command)) {
        flags += (flags.empty() ? "--" : " --") + std::string(flag->name);
        if (!takes_next_word(*flag)) continue;
        out << "        " << quoted(std::string(command.name) + " --" + std::string(flag->name)) << ") "
            << action(flag->words, flag->completes) << "; return ;;\n";
    }
    const Positional& rest = command.positional;
    out << "        " << quoted(command.name)
        << "\\ *)\n            if [[ $cur == -* ]]; then _understudy_words " << quoted(flags) << "; else "
        << (rest.name.empty() ? ":" : action(rest.words, rest.completes)) << "; fi ;;\n";
}

constexpr const char* kBashStart = R"(# Completion of understudy for bash. Put this into ~/.bashrc:
#   source <(understudy completion bash)

_understudy_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
_understudy_files() { compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur"); }
_understudy_folders() { compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur"); }

_understudy() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} word at
    COMPREPLY=()
    for ((at = 1; at < COMP_CWORD; ++at)); do
        [[ ${COMP_WORDS[at]} == -- ]] && { _understudy_files; return; }
    done
    # --option=value and NAME=value are three words each.
    at=$COMP_CWORD
    [[ $cur == = ]] && cur= && ((++at))
    [[ ${COMP_WORDS[at - 1]} == = ]] && prev=${COMP_WORDS[at - 2]}
    [[ ${COMP_WORDS[at - 1]} == = && $prev != -* ]] && prev=${COMP_WORDS[at - 3]}
)";

int run(const OptionValues& values, const Streams& streams) {
    const std::vector<std::string> shells = values.list("shell");
    const std::string shell = shells.size() == 1 ? shells.front() : "";
    if (shell == "bash") return write_bash_completion(streams.out), kConforms;
    if (shell == "zsh") return write_zsh_completion(streams.out), kConforms;
    if (shell == "fish") return write_fish_completion(streams.out), kConforms;
    std::string found;
    for (const std::string& each : shells) found += (found.empty() ? "" : " ") + each;
    throw UsageError("expected one of bash, zsh, fish" + (found.empty() ? "" : "; found \"" + found + "\""));
}

} // namespace

std::vector<std::string> first_words() {
    std::vector<std::string> words;
    for (const Command* command : commands()) {
        std::string word(command->name.substr(0, command->name.find(' ')));
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
    }
    return words;
}

std::vector<std::string> second_words(std::string_view family) {
    std::vector<std::string> words;
    for (const Command* command : commands())
        if (command->name.starts_with(std::string(family) + " "))
            words.emplace_back(command->name.substr(family.size() + 1));
    return words;
}

std::string brief_of(const std::string& first_word) {
    for (const Command* command : commands())
        if (command->name == first_word) return std::string(command->brief);
    return joined(second_words(first_word));
}

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
    return out + "'";
}

void write_bash_completion(std::ostream& out) {
    out << kBashStart << "    if ((COMP_CWORD == 1)); then _understudy_words "
        << quoted(joined(first_words()) + " --help --version") << "; return; fi\n";
    for (const std::string& word : first_words())
        if (const auto verbs = second_words(word); !verbs.empty())
            out << "    if [[ $command == " << word << " ]]; then\n        if ((COMP_CWORD == 2)); then "
                << "_understudy_words " << quoted(joined(verbs) + " --help") << "; return; fi\n"
                << "        command=\"" << word << " ${COMP_WORDS[2]}\"\n    fi\n";
    out << "    case \"$command $prev\" in\n";
    for (const Command* command : commands()) write_bash_cases(*command, out);
    out << "    esac\n}\n\ncomplete -F _understudy understudy\n";
}

const Command& completion_command() {
    static const Command kCommand = {
        .name = "completion",
        .brief = "print a script that lets a shell complete commands and options",
        .usage = "bash|zsh|fish",
        .about = "Prints a script that lets a shell complete commands, options and their values.",
        .examples =
            "source <(understudy completion bash)\n"
            "understudy completion zsh > ~/.zfunc/_understudy\n"
            "understudy completion fish > ~/.config/fish/completions/understudy.fish",
        .positional = {"shell", "SHELL", Completes::nothing, "bash zsh fish"},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
