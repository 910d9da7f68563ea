#pragma once

#include "cli/options.hpp"

namespace understudy::cli {

/// Refuses a command line on which a file that the command writes is also one that it reads, or one that it
/// writes otherwise: links and other spellings of a path included. A file in a folder that is read may be
/// written if it is new, or holds what such a command wrote before. Throws UsageError, which names both
/// options.
void refuse_shared_files(const Command& command, const OptionValues& values);

} // namespace understudy::cli
