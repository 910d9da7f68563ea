#pragma once

#include <vector>

#include "cli/options.hpp"
#include "validator/contract/run_address.hpp"

namespace understudy::cli {

/// The runs that --run-id, --run-ids and --path name, each held against the schemas of its parameters. If the
/// path has several ids that --path does not give, --run-id has them all: `t1/r1`, in the order of the path,
/// percent-encoded. Throws UsageError.
std::vector<contract::RunAddress> read_run_addresses(const OptionValues& values,
                                                     const contract::Operation& operation);

} // namespace understudy::cli
