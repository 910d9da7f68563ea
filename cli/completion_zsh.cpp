#include <ostream>

#include "cli/completion.hpp"

namespace understudy::cli {
namespace {

// In a specification of _arguments, brackets and colons have a meaning.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string action(std::string_view words, Completes completes) {
    if (!words.empty()) return "(" + std::string(words) + ")";
    switch (completes) {
        case Completes::files:
        case Completes::paths:
            return "_files";
        case Completes::folders:
            return "_files -/";
        case Completes::nothing:
            break;
    }
    return "";
}

std::string specification(const Flag& flag) {
    const bool is_list = flag.reads == Reads::list;
    const std::string name = std::string(is_list ? "*" : "") + "--" + std::string(flag.name);
    const std::string brief = "[" + escaped(flag.brief) + "]";
    if (flag.value.empty()) return name + brief;
    const std::string is_optional = takes_next_word(flag) ? "" : ":"; // and behind the sign alone
    return name + (takes_next_word(flag) ? "=" : "=-") + brief + is_optional + ":" + escaped(flag.value) +
           ":" + action(flag.words, flag.completes);
}

void write_arguments(const Command& command, const std::string& indent, std::ostream& out) {
    out << indent << "_arguments -S";
    for (const Flag* flag : all_flags(command))
        out << " \\\n" << indent << "  " << quoted(specification(*flag));
    if (const Positional& rest = command.positional; !rest.name.empty())
        out << " \\\n"
            << indent << "  "
            << quoted("*:" + escaped(rest.value) + ":" + action(rest.words, rest.completes));
    out << "\n";
}

void write_list(const char* name, const std::vector<std::pair<std::string, std::string>>& entries,
                const std::string& indent, std::ostream& out) {
    out << indent << name << "=(\n";
    for (const auto& [word, brief] : entries)
        out << indent << "  " << quoted(word + ":" + escaped(brief)) << "\n";
    out << indent << ")\n";
}

void write_family(const std::string& family, std::ostream& out) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const std::string& verb : second_words(family))
        for (const Command* command : commands())
            if (command->name == family + " " + verb) entries.emplace_back(verb, command->brief);
    out << "    " << family << ")\n";
    write_list("verbs", entries, "      ", out);
    out << "      if (( CURRENT == 2 )); then _describe verb verbs; return; fi\n"
        << "      shift words; (( CURRENT-- ))\n      case $words[1] in\n";
    for (const std::string& verb : second_words(family))
        for (const Command* command : commands())
            if (command->name == family + " " + verb) {
                out << "        " << verb << ")\n";
                write_arguments(*command, "          ", out);
                out << "          ;;\n";
            }
    out << "      esac\n      ;;\n";
}

} // namespace

void write_zsh_completion(std::ostream& out) {
    out << "#compdef understudy\n# Completion of understudy for zsh. Put it into a folder of $fpath as "
           "_understudy:\n"
           "#   understudy completion zsh > ~/.zfunc/_understudy\n\n_understudy() {\n"
           "  local -a commands verbs\n";
    std::vector<std::pair<std::string, std::string>> entries;
    for (const std::string& word : first_words()) entries.emplace_back(word, brief_of(word));
    write_list("commands", entries, "  ", out);
    out << "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
           "  shift words; (( CURRENT-- ))\n  case $words[1] in\n";
    for (const std::string& word : first_words())
        if (!second_words(word).empty()) write_family(word, out);
    for (const Command* command : commands()) {
        if (command->name.find(' ') != std::string_view::npos) continue;
        out << "    " << command->name << ")\n";
        write_arguments(*command, "      ", out);
        out << "      ;;\n";
    }
    out << "  esac\n}\n\nif [ \"$funcstack[1]\" = _understudy ]; then _understudy \"$@\"; else compdef "
           "_understudy "
           "understudy; fi\n";
}

} // namespace understudy::cli
