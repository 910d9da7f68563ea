#pragma once

#include <string_view>

#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::contract {

/// Holds a text of a message's head (a parameter, a header field's value) against its schema, in the style
/// `simple` (OpenAPI 3.1 §4.8.12.3): a number or a boolean is written as in JSON, an array with commas. Where
/// the schema allows a string and something else, the text may be either. A text for an object is taken for
/// a string. Breaches have places inside the value.
void evaluate_simple(const schema::Program& schema, std::string_view text, schema::BreachSink& sink);

} // namespace understudy::contract
