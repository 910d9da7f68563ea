#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <cstddef>

#include "cli/commands.hpp"
#include "validator/check/checker.hpp"
#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::cli {

/// The options by which runs are asked for: where, which, with what credential, and how politely.
boost::program_options::options_description describe_live_options();

/// Gets runs from the real API and holds every response against the contract: what drifted, and what could
/// not be had, goes to `tally` in the order in which the runs were named. Throws UsageError before anything
/// is asked for.
void check_live(const boost::program_options::variables_map& values, const contract::Contract& contract,
                const contract::Operation& operation, const check::CheckOptions& options,
                check::Tally& tally);

} // namespace understudy::cli
