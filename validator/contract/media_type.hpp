#pragma once

#include <string_view>

namespace understudy::contract {

/// Whether bodies of a media type are JSON (RFC 8259 §11, RFC 6839 §3.1). Ignores parameters:
/// `application/json; charset=utf-8`, `application/problem+json`.
bool is_json(std::string_view media_type);

/// Whether a media type is a range: `*/*`, `application/*`.
bool is_range(std::string_view media_type);

/// Whether two field names are equal, ignoring case (RFC 9110 §5.1).
bool is_same_field(std::string_view a, std::string_view b);

/// Whether a message's Content-Type matches the documented media type or range (RFC 9110 §8.3.1): its type,
/// its subtype, and the parameters that the range has.
bool is_of(std::string_view content_type, std::string_view range);

} // namespace understudy::contract
