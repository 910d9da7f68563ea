#pragma once

#include <iosfwd>

#include "validator/contract/contract.hpp"
#include "validator/drift/tally.hpp"

namespace understudy::report {

/// What a check was: all that a report tells.
struct Check {
    const contract::Contract& contract;
    const contract::Operation& operation;
    const drift::Tally& tally;
};

/// For people: grouped by path, a line a distinct finding, the sum last. `colour`: with ANSI colours.
void write_text(const Check& check, bool colour, std::ostream& out);

/// For programs: one JSON object (schemas/report.schema.json).
void write_json(const Check& check, std::ostream& out);

} // namespace understudy::report
