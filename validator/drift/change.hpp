#pragma once

#include <span>
#include <string_view>

#include "validator/check/finding.hpp"
#include "validator/schema/dialect/rule.hpp"

namespace understudy::drift {

/// What a drift is to a program that was written to the contract.
enum class Change {
    breaking, ///< the program can fail
    additive, ///< there is more than was promised; a program that passes over what it does not know goes on
    cosmetic, ///< the contract says more than what is read depends on
};

std::string_view change_name(Change change);

/// One row of the table of rules: what a breach of the rule is to a consumer, and why.
struct RuleNote {
    schema::Rule rule;
    Change change;
    std::string_view why;     ///< one sentence
    std::string_view example; ///< code of a consumer, which fails, or which shows why it does not
};

/// All of them, in the order of the rules.
std::span<const RuleNote> notes();

/// The rule's row. Every rule has one.
const RuleNote& note(schema::Rule rule);

/// What a finding is: of its rule, or cosmetic where it is no more than an information.
Change change_of(const check::Finding& finding);

} // namespace understudy::drift
