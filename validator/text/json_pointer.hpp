#pragma once

#include <string>
#include <string_view>

namespace understudy::text {

/// Appends one reference token to a JSON Pointer, escaped (RFC 6901 §3).
void append_token(std::string& pointer, std::string_view token);

} // namespace understudy::text
