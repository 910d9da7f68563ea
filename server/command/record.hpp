#pragma once

#include "validator/command/commands.hpp"

namespace understudy::command {

/// `understudy record`: captures live runs as fixtures. Returns an ExitCode; throws UsageError and
/// json::LoadError.
int record(const Arguments& arguments, const Streams& streams);

} // namespace understudy::command
