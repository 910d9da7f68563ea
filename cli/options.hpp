#pragma once

#include <boost/program_options/variables_map.hpp>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.hpp"

namespace understudy::cli {

/// A command line that cannot be understood. Exit status kWrongUse.
class UsageError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Arguments = std::vector<std::string>;

/// The values of a command's flags, whoever set them: the command line, then the environment, then the
/// table's default. A flag that nobody set is not there.
class OptionValues : public boost::program_options::variables_map {
public:
    /// What came after `--`, of a command that takes one.
    Arguments command;

    bool has(const std::string& name) const { return count(name) != 0; }
    std::string text(const std::string& name) const;              ///< empty where it is not set
    std::vector<std::string> list(const std::string& name) const; ///< empty where it is not set

    /// Where a value came from, as an error says it: `UNDERSTUDY_LISTEN`, or an old name of the flag. Of what
    /// was given by its own name there is no entry.
    std::map<std::string, std::string> origins;

    bool is_from_environment(const std::string& name) const;

    /// A message that names flags, with those that were set otherwise named as they were set.
    std::string renamed(std::string message) const;
};

/// Reads a command's arguments, and the environment for what they do not say. Throws UsageError; of an
/// unknown option it names the nearest known one.
///
/// The command line wins: what the environment says is dropped where it is in the way of an option that was
/// given, or where the option that it belongs to was not.
OptionValues parse_options(const Arguments& arguments, const Command& command);

/// The value of an option that takes one of a few words. Throws UsageError.
std::string one_of(const boost::program_options::variables_map& values, const std::string& option,
                   const std::vector<std::string>& words);

} // namespace understudy::cli
