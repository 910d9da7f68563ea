#pragma once

#include <iosfwd>

#include "validator/contract/contract.hpp"
#include "validator/drift/checker.hpp"
#include "validator/intake/har.hpp"

namespace understudy::command {

/// Holds each exchange of an archive against the operation that it was with, and each run's life against its
/// lifecycle. Exchanges with no operation of the contract are counted and named, on `err`.
void check_har(const intake::Har& har, const contract::Contract& contract, const drift::CheckOptions& options,
               drift::Tally& tally, std::ostream& err);

} // namespace understudy::command
