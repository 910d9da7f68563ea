#pragma once

#include <string>
#include <vector>

#include "validator/check/sum.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::drift {

/// A change to a contract that makes it fit what was seen.
struct Suggestion {
    std::string overlay;            ///< an OpenAPI Overlay 1.0 document
    std::vector<std::string> notes; ///< a line for each drift that it does not answer, with the reason
};

/// Makes an overlay under which the responses in `sum` conform to `contract`: it adds values, types and
/// properties, raises limits and removes broken constraints, each action with its evidence. If a value is not
/// known, because it is masked or there were too many, the constraint is removed. The table of keywords says
/// how each one is answered. `sum` may be of a check against other contracts, too; their drift is left out.
Suggestion suggest(const contract::Contract& contract, const check::Sum& sum);

} // namespace understudy::drift
