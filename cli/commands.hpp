#pragma once

#include <iosfwd>

#include "cli/options.hpp"

namespace understudy::cli {

/// Where a command's words go: the result to `out` and nothing else, the rest to `err`.
struct Streams {
    std::ostream& out;
    std::ostream& err;
    bool colour = false;   ///< whether `out` takes ANSI colours
    bool progress = false; ///< whether `err` is a terminal that lines can be written over on
    unsigned width = 80;   ///< columns that help may take
};

/// All commands, in the order in which help lists them.
const std::vector<const Command*>& commands();

/// Reads the arguments of a command and runs it, or shows its help. Returns an ExitCode; throws UsageError
/// and json::LoadError. An error names each flag as it was set: the environment's by its variable.
int run_command(const Command& command, const Arguments& arguments, const Streams& streams);

/// The whole program: the command's name is the first argument. Throws as run_command() does.
int run_program(const Arguments& arguments, const Streams& streams);

const Command& check_command();       ///< holds responses against a contract
const Command& serve_command();       ///< mocks APIs until SIGTERM or SIGINT
const Command& record_command();      ///< captures live runs as fixtures
const Command& contracts_command();   ///< lists the contracts, or explains one
const Command& drift_merge_command(); ///< adds sums of checks
const Command& drift_diff_command();  ///< compares two contracts
const Command& help_command();        ///< this program's own documents
const Command& completion_command();  ///< scripts for shells

int check(const Arguments& arguments, const Streams& streams);
int contracts(const Arguments& arguments, const Streams& streams);
int record(const Arguments& arguments, const Streams& streams);
int serve(const Arguments& arguments, const Streams& streams);

/// `understudy drift VERB`.
int drift(const Arguments& arguments, const Streams& streams);

} // namespace understudy::cli
