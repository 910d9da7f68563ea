#pragma once

#include "validator/check/tally.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::drift {

/// Tells `tally` what programs that were written to `old` must expect of answers that conform to `now`: an
/// operation's response is a document, each change a finding of the rule that the answer would break, at its
/// path, placed in `now`. What can break a program is an error; what is merely more (a property, an advisory
/// value) a warning; what `now` promises beyond `old` (a value that no longer comes, a shorter limit) an
/// information. An operation or response that is gone is an information too: it is no answer. Paths of other
/// than the only operation's 200 begin with the operation and status.
void diff(const contract::Contract& old, const contract::Contract& now, check::Tally& tally);

} // namespace understudy::drift
