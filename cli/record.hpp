#pragma once

#include "cli/commands.hpp"

namespace understudy::cli {

/// `understudy record`: captures live runs as fixtures. Returns an ExitCode; throws UsageError and
/// json::LoadError.
int record(const Arguments& arguments, const Streams& streams);

} // namespace understudy::cli
