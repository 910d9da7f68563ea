#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"

namespace understudy::cli {

/// Each writes a script that completes the commands, their flags, and the values of flags: words where there
/// are few, files and folders where a value is one.
void write_bash_completion(std::ostream& out);
void write_zsh_completion(std::ostream& out);
void write_fish_completion(std::ostream& out);

/// The first words of the commands, each once: serve, check, drift ...
std::vector<std::string> first_words();

/// The second words of a family, `merge` and `diff` of `drift`; empty where it is none.
std::vector<std::string> second_words(std::string_view family);

/// What is said of a first word: the command's brief, or the verbs of the family.
std::string brief_of(const std::string& first_word);

/// In single quotes, as sh and zsh read them.
std::string quoted(std::string_view text);

} // namespace understudy::cli
