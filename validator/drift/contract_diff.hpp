#pragma once

#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"
#include "validator/drift/witness.hpp"

namespace understudy::drift {

struct DiffOptions {
    bool reads = true;  ///< whether what programs get is compared: responses, webhooks, callbacks
    bool writes = true; ///< whether what programs send is compared: requests, answers to webhooks
    /// Makes values that show what a change means. Without it there are fewer examples and proofs.
    Sampler sampler = {};
};

/// Compares two versions of a contract from the side of a program that was written to `old`: can it read what
/// is sent by `now`, and does `now` accept what it sends? Adds the answer to `tally`.
///
/// Each operation counts as a document, and each difference is a finding: the rule that it would break, the
/// path, a place in `now`, and words for people (check::Finding::change). What the program need not expect,
/// or can no longer send, is an error. What it ignores, such as a new property, is a warning, and so is what
/// cannot be told, with the reason. What is promised beyond the old contract is information.
///
/// Schemas are compared by the values that they allow and not by how they are written (comparison.hpp).
void diff(const contract::Contract& old, const contract::Contract& now, const DiffOptions& options,
          check::Tally& tally);

} // namespace understudy::drift
