#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/contract/operation.hpp"
#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::contract {

/// The parameters of a query or the cookies of a request, in order, as they stand in the message: not
/// decoded.
using RawParameters = std::vector<std::pair<std::string_view, std::string_view>>;

/// Whether a message's `all` parameters give this query parameter or cookie a value, and the breaches of that
/// value. An object with `explode` has no name of its own: each of its properties is a parameter.
bool evaluate_parameter(const Parameter& parameter, const RawParameters& all, schema::BreachSink& sink);

/// The same of a path parameter or a header field, whose text is decoded.
void evaluate_parameter(const Parameter& parameter, std::string_view text, schema::BreachSink& sink);

/// Whether a query parameter of that name (decoded) is this parameter, or a part of it: `filter[state]` of
/// `filter` in `deepObject` style, a property of an object with `explode`.
bool has_name(const Parameter& parameter, std::string_view name);

/// Checks the value of a header field against its schema, in the style `simple` (OpenAPI 3.1 §4.8.12.3). A
/// number or a boolean is written as in JSON, an array with commas. If the schema allows a string and another
/// type, the text may be either. Breaches have places inside the value.
void evaluate_simple(const schema::Program& schema, std::string_view text, schema::BreachSink& sink,
                     bool explode = false);

/// Checks a text that is JSON (`content` of a parameter or header).
void evaluate_json(const schema::Program& schema, std::string_view json, schema::BreachSink& sink);

} // namespace understudy::contract
