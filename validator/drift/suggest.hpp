#pragma once

#include <string>
#include <vector>

#include "validator/check/sum.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::drift {

/// What a contract should say now.
struct Suggestion {
    std::string overlay;            ///< an OpenAPI Overlay 1.0 document
    std::vector<std::string> notes; ///< drift that it does not answer, and why, a line each
};

/// An overlay that makes what was check::seen conform to the contract: values, types and properties added,
/// limits raised, what is no longer so removed, each action with its evidence. Where a value is not known (it
/// is masked, or there were too many) the rule is removed. `contract` is the one that the sum is of.
Suggestion suggest(const contract::Contract& contract, const contract::Operation& operation,
                   const check::Sum& sum);

} // namespace understudy::drift
