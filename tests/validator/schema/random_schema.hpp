#pragma once

#include "tests/validator/dice.hpp"
#include "tests/validator/tree.hpp"
#include "validator/schema/dialect/dialect.hpp"

namespace understudy::test {

/// A schema with some of all the draft's keywords. It may be one that is refused: its references may go
/// round.
Tree random_schema(Dice& dice, schema::Draft draft);

/// A value that a schema made by random_schema() may well allow, but often not quite. Names may repeat.
Tree random_instance(Dice& dice, const Tree& schema);

/// A value, of names and words that random_schema() uses too.
Tree random_value(Dice& dice, std::size_t depth = 0);
const std::string& random_name(Dice& dice);

/// The member's value, or nullptr.
const Tree* member(const Tree& object, std::string_view name);

} // namespace understudy::test
