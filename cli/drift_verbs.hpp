#pragma once

#include "cli/commands.hpp"

namespace understudy::cli {

/// `understudy drift merge`: adds sums of checks.
int drift_merge(const Arguments& arguments, const Streams& streams);

/// `understudy drift diff`: compares two contracts.
int drift_diff(const Arguments& arguments, const Streams& streams);

} // namespace understudy::cli
