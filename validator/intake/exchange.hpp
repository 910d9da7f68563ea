#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/header_field.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// One exchange of an archive, or of a line. Views are into the archive's document, or the line's.
struct Exchange {
    std::size_t index = 0; ///< among `log.entries`
    std::string_view method;
    std::string_view url; ///< may hold secrets
    unsigned status = 0;
    std::vector<contract::HeaderField>
        headers; ///< without Content-Encoding and the like: the body is decoded
    std::string body;
    std::int64_t at_ms = 0; ///< since 1970, when the response was whole; 0: not known
};

/// Whether a line of NDJSON is not a response but an exchange, as proxies and gateways log them: an object
/// with a `request` that has a method, and a `response` that has a status.
bool is_exchange(std::string_view line);

/// Reads such a line: `request` with `method` and `url`, `response` with `status` (or `statusCode`),
/// `headers` (by name, or a list of names and values) and `body` (JSON, or a string that is the body's text;
/// also `bodyText`), `startedAt`, `timestamp` or `time` where it tells one (RFC 3339). Throws json::LoadError
/// for a line that is none.
Exchange read_exchange(const json::Document& line);

} // namespace understudy::intake
