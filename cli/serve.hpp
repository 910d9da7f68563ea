#pragma once

#include "cli/commands.hpp"

namespace understudy::cli {

/// `understudy serve`: mocks the APIs from fixtures until SIGTERM or SIGINT. Returns an ExitCode; throws
/// UsageError (also where the port cannot be had) and json::LoadError.
int serve(const Arguments& arguments, const Streams& streams);

} // namespace understudy::cli
