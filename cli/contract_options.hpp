#pragma once

#include "cli/flag_value.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::cli {

/// --allow-ref-outside, --strict-contract and --schema-dir, of a command that has them. Throws UsageError.
contract::ContractOptions read_contract_options(const OptionValues& values);

} // namespace understudy::cli
