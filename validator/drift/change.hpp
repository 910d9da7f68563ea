#pragma once

#include <span>
#include <string_view>

#include "validator/check/finding.hpp"
#include "validator/schema/dialect/rule.hpp"

namespace understudy::drift {

/// How a drift affects a program that was written to the contract.
enum class Change {
    breaking, ///< the program can fail
    additive, ///< there is more than was promised; a program that ignores what it does not know goes on
    cosmetic, ///< the contract says more than readers depend on
};

std::string_view change_name(Change change);

/// How severe a breach of a rule is.
enum class RuleSeverity {
    by_evidence, ///< an error if the broken rule is documented or published, a warning if it is inferred
    always_error,
    always_warning,
};

/// As docs/rules.md has it.
std::string_view rule_severity_name(RuleSeverity severity);

/// One row of the table of rules. docs/rules.md shows all of it.
struct RuleNote {
    schema::Rule rule;
    RuleSeverity severity;
    std::string_view meaning; ///< what a breach is, in Markdown
    Change change;
    std::string_view why;     ///< why it is breaking, additive or cosmetic, in one sentence
    std::string_view example; ///< a consumer's code that fails, or that shows why it does not
};

/// All of them, in the order of the rules.
std::span<const RuleNote> notes();

/// The rule's row. Every rule has one.
const RuleNote& note(schema::Rule rule);

/// The change class of the finding's rule; cosmetic where the finding is only information. Of a change
/// between two contracts, an error is breaking and information additive.
Change change_of(const check::Finding& finding);

} // namespace understudy::drift
