#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "validator/check/checker.hpp"

namespace understudy::cli {

/// What a command line of `check` says, but for what belongs to the contract and to the outputs.
struct CheckSettings {
    std::vector<std::string> inputs; ///< files, folders, and - for standard input
    bool is_live = false;
    check::CheckOptions check;
    std::size_t most_findings = 0; ///< listed one by one
    unsigned jobs = 1;             ///< threads
};

boost::program_options::options_description describe_check_options();

/// Throws UsageError.
CheckSettings read_check_options(const boost::program_options::variables_map& values);

} // namespace understudy::cli
