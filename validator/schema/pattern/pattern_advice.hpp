#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::schema {

/// How ECMA-262 says what another language of patterns writes at `offset`, where a pattern was refused. Empty
/// if that is not known: `spell out both cases, [aA]` for `(?i)`.
std::string pattern_advice(std::string_view pattern, std::size_t offset);

} // namespace understudy::schema
