#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "validator/check/checker.hpp"

namespace understudy::cli {

/// What a command line of `check` says, except about the contract and the reports.
struct CheckSettings {
    std::vector<std::string> inputs; ///< files, folders, and - for standard input
    bool is_live = false;
    check::CheckOptions check;
    std::size_t most_findings = 0; ///< listed one by one
    unsigned jobs = 1;             ///< threads
    bool is_strict = false;        ///< whether a flaw of the input is exit status 3
};

/// Throws UsageError.
CheckSettings read_check_options(const OptionValues& values);

/// The command itself. Returns an ExitCode; throws UsageError and json::LoadError.
int run_check(const OptionValues& values, const Streams& streams);

} // namespace understudy::cli
