#include "cli/flags.hpp"

#include <array>
#include <sstream>

namespace understudy::cli {

const FlagGroup& help_group() {
    static constexpr std::array<Flag, 1> kFlags = {{{.name = "help", .brief = "show this text (-h)"}}};
    static constexpr FlagGroup kGroup{"Help", kFlags};
    return kGroup;
}

std::vector<const Flag*> all_flags(const Command& command) {
    std::vector<const Flag*> flags;
    for (const FlagGroup& group : command.groups)
        for (const Flag& flag : group.flags) flags.push_back(&flag);
    flags.push_back(help_group().flags.data());
    return flags;
}

const Flag* find_flag(const Command& command, std::string_view name) {
    for (const Flag* flag : all_flags(command))
        if (flag->name == name || (!flag->old_name.empty() && flag->old_name == name)) return flag;
    return nullptr;
}

std::string variable_of(std::string_view flag) {
    std::string variable = "UNDERSTUDY_";
    for (const char c : flag)
        variable += c == '-' ? '_' : 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return variable;
}

bool has_variable(const Flag& flag) {
    return flag.name != "help";
}

std::vector<std::string> words_of(std::string_view words) {
    std::istringstream stream{std::string(words)};
    std::vector<std::string> all;
    for (std::string word; stream >> word;) all.push_back(word);
    return all;
}

} // namespace understudy::cli
