#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <vector>

namespace understudy::cli {

/// A command line that cannot be understood. Exit status kWrongUse.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Arguments = std::vector<std::string>;

/// Reads a command's arguments. `positional`: the name of the option that takes what is no option; empty
/// where nothing is taken. Throws UsageError; of an unknown option it names the nearest known one.
boost::program_options::variables_map parse_options(
    const Arguments& arguments, const boost::program_options::options_description& options,
    const std::string& positional);

/// The value of an option that takes one of a few words. Throws UsageError.
std::string one_of(const boost::program_options::variables_map& values, const std::string& option,
                   const std::vector<std::string>& words);

} // namespace understudy::cli
