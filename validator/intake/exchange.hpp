#pragma once

#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"

namespace understudy::intake {

/// Whether a line of NDJSON is an exchange, as proxies and gateways log them, and not a bare response: an
/// object with a `request` that has a method, and a `response` that has a status.
bool is_exchange(std::string_view line);

/// Reads such a line: `request` with `method` and `url`, `response` with `status` (or `statusCode`),
/// `headers` (by name, or a list of names and values) and `body` (JSON, or a string that is the body's text;
/// also `bodyText`), and `startedAt`, `timestamp` or `time` (RFC 3339).
Observed read_exchange(const std::string& name, const Text& line);

} // namespace understudy::intake
