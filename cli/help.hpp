#pragma once

#include <string>
#include <string_view>

#include "cli/commands.hpp"

namespace understudy::cli {

/// Writes the list of commands; of a family (`drift `) those that it has.
void write_commands(const Streams& streams, std::string_view family = "");

/// Writes how a command is used: its flags in groups, wrapped to the width of the terminal, and examples at
/// the end. `is_full`: with the details of each flag.
void write_help(const Command& command, const Streams& streams, bool is_full);

/// What a flag says of itself in one paragraph: its words, whether it may be given several times, its
/// default.
std::string describe(const Flag& flag);

/// `--listen ADDR:PORT`
std::string spelling(const Flag& flag);

/// How environment variables set flags: the same sentences in help, the man page and the reference.
std::string_view environment_note();

} // namespace understudy::cli
