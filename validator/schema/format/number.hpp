#pragma once

#include <string_view>

namespace understudy::schema {

// The formats of numbers of OpenAPI (Specification 3.1 §4.4, and its format registry). Each gets the literal
// as it is written (RFC 8259 §6), because a double cannot tell 9223372036854775807 from 9223372036854775808.
// No other text conforms to any of them.

/// A signed integer of 32 bits, however it is written (1.0, 1e3).
bool is_int32(std::string_view literal);

/// The same with 64 bits.
bool is_int64(std::string_view literal);

/// A number that rounds to a finite IEEE 754 binary32.
bool is_float(std::string_view literal);

/// A number that rounds to a finite IEEE 754 binary64.
bool is_double(std::string_view literal);

} // namespace understudy::schema
