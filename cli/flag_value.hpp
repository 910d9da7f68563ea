#pragma once

#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "cli/options.hpp"

namespace understudy::cli {

/// Reads what was given for a flag into `values`: one more value of a list, the value of any other. Throws
/// UsageError, which names the flag, what it takes and what was found.
void read_value(OptionValues& values, const Flag& flag, const std::string& given, bool is_default = false);

/// The same, as an environment variable says it: a flag without a value is 1 or true, 0 or false.
void read_variable(OptionValues& values, const Flag& flag, const std::string& given);

void set_value(OptionValues& values, const std::string& name, const std::vector<std::string>& all);

} // namespace understudy::cli
