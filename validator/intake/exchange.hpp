#pragma once

#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"

namespace understudy::intake {

/// Whether a line of NDJSON is an exchange, as proxies and gateways log them, rather than a bare response. An
/// exchange is an object whose `request` has a method and whose `response` has a status.
bool is_exchange(std::string_view line);

/// Reads such a line. `request` has `method` and `url`. `response` has `status` (or `statusCode`), `headers`
/// (by name, or a list of names and values) and `body` (JSON, or a string with the text of the body; also
/// `bodyText`). The time is `startedAt`, `timestamp` or `time` (RFC 3339). A line that cannot be read is an
/// observation that says so.
void read_exchange(const std::string& name, const Text& line, const EachObserved& each);

} // namespace understudy::intake
