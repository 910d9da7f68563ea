#pragma once

#include <string_view>

#include "cli/commands.hpp"
#include "validator/check/checker.hpp"
#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::cli {

/// The flags that say how runs are got: from where, which ones, with what credential, and how politely.
/// `needs_live`: each is refused without --live.
FlagGroup live_flags(std::string_view title, bool needs_live);

/// Gets runs from the real API and holds every response against the contract. Drift, and what could not be
/// had, goes to `tally` in the order in which the runs were named. Throws UsageError before the first
/// request.
void check_live(const OptionValues& values, const contract::Contract& contract,
                const contract::Operation& operation, const check::CheckOptions& options,
                check::Tally& tally);

} // namespace understudy::cli
