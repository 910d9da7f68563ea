#pragma once

#include <string_view>

namespace understudy::contract {

/// Whether bodies of a media type are JSON (RFC 8259 §11, RFC 6839 §3.1). Ignores parameters:
/// `application/json; charset=utf-8`, `application/problem+json`.
bool is_json(std::string_view media_type);

/// Whether a media type is a range: `*/*`, `application/*`, `application/*+json`.
bool is_range(std::string_view media_type);

/// Whether JSON bodies are in a media type or range.
bool includes_json(std::string_view range);

/// How the JSON texts of a body follow one another: `application/x-ndjson` and its like,
/// `application/json-seq` (RFC 7464), `text/event-stream`.
enum class Sequence { none, lines, records, events };
Sequence sequence_of(std::string_view media_type);

/// Whether two field names are equal, ignoring case (RFC 9110 §5.1).
bool is_same_field(std::string_view a, std::string_view b);

/// Whether a message's Content-Type matches the documented media type or range (RFC 9110 §8.3.1): its type,
/// its subtype, and the parameters that the range has, except `charset`, which changes no constraint.
bool is_of(std::string_view content_type, std::string_view range);

/// How closely a range describes the media types that it matches: a type with parameters is closest, `*/*`
/// least (RFC 9110 §12.5.1).
int closeness(std::string_view range);

} // namespace understudy::contract
