#pragma once

#include <string_view>

#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::contract {

/// Checks a text from a message's head (a parameter or the value of a header field) against its schema, in
/// the style `simple` (OpenAPI 3.1 §4.8.12.3). A number or a boolean is written as in JSON, an array with
/// commas. If the schema allows a string and another type, the text may be either. A text for an object
/// counts as a string. Breaches have places inside the value.
void evaluate_simple(const schema::Program& schema, std::string_view text, schema::BreachSink& sink);

} // namespace understudy::contract
