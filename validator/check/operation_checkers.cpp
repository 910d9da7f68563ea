#include "validator/check/operation_checkers.hpp"

namespace understudy::check {

Checker& OperationCheckers::of(const contract::Contract& contract, const contract::Operation& operation) {
    const auto found = checkers_.find(&operation);
    if (found != checkers_.end()) return found->second;
    CheckOptions options = options_;
    options.api = contract.name();
    return checkers_.try_emplace(&operation, operation, options, tally_).first->second;
}

void OperationCheckers::add_coverage() const {
    for (const auto& [operation, checker] : checkers_) checker.add_coverage(tally_);
}

} // namespace understudy::check
