#pragma once

#include <string>
#include <string_view>

#include "validator/intake/observation.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

// The parts of a response that archives and logs write in many ways. Nothing here throws: what cannot be read
// is noted in the observation, with its place, and the rest of the response is still good. No note holds a
// value of the archive.

/// `/response/status: expected a number; found a string`. `value` may be null: nothing was found.
std::string mistake(const std::string& pointer, std::string_view expected, const json::Value* value);

/// Reads a status, a number or its digits in a string. Sets `unchecked` for one that no response has.
void read_status(const json::Value* value, const std::string& pointer, Observation& observation);

/// Reads header fields by name (a value or a list of values each), or as a list of `{name, value}` or of
/// `[name, value]`. A field that cannot be read is noted, and `has_all_fields` is false from then on. Leaves
/// Content-Encoding out, because the body is decoded.
void read_fields(const json::Value& value, const std::string& pointer, Observation& observation);

/// The last value of `Content-Encoding` in the header fields of a response, which may be written in any of
/// the forms that read_fields() takes. Empty if there is none.
std::string_view content_encoding(const json::Value* headers);

} // namespace understudy::intake
