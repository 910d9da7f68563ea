#pragma once

#include <cstddef>
#include <string_view>

namespace understudy::text {

/// The length of a string as JSON Schema counts it (validation §6.3): Unicode code points, not bytes, UTF-16
/// units or what a reader sees as one character. `text` is well-formed UTF-8.
std::size_t count_code_points(std::string_view text);

} // namespace understudy::text
