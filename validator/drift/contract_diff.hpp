#pragma once

#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::drift {

/// Compares two versions of a contract from the side of a program that was written to `old`, and adds to
/// `tally` what that program must expect of responses that conform to `now`.
///
/// Each response counts as a document, and each change is a finding, as if a response had shown it: the rule
/// that it would break, the path, and a place in `now`. A change that lets more through than before is an
/// error, because the program relies on the old limit: a type more, a longer string, a property that is no
/// longer required. A mere addition, such as a property or an advisory value, is a warning. A change that
/// lets less through, or a removed operation or response, is information.
///
/// Schemas are compared by what they say and not by how: `$ref`s are followed, the branches of `allOf` count
/// as one schema, and schemas that contain themselves are compared once. The table of keywords says how each
/// keyword is compared; of one that it compares as a whole, any other value is an error. Paths begin with the
/// operation and the status, unless both contracts have one operation and the status is 200.
void diff(const contract::Contract& old, const contract::Contract& now, check::Tally& tally);

} // namespace understudy::drift
