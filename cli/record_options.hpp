#pragma once

#include <vector>

#include "cli/options.hpp"
#include "server/record/recorder.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::cli {

/// What --keep, --redact and --redact-transcripts say, and the contract of its fields.
record::RedactOptions redact_options(const OptionValues& values, const contract::Contract& contract,
                                     const contract::Operation& operation);

/// The command itself. Returns an ExitCode; throws UsageError and json::LoadError.
int run_record(const OptionValues& values, const Streams& streams);

} // namespace understudy::cli
