#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/generate/chance.hpp"

namespace understudy::generate {

/// A text of that JSON Schema format (`uuid`, `date-time`, …), or any words if the format has no sampler.
std::string sample_format(std::string_view format, Chance& chance);

/// Words of exactly `length` code points.
std::string sample_words(std::size_t length, Chance& chance);

/// A text that probably matches the ECMA-262 pattern: it samples literals, classes, groups, alternatives and
/// repeats, and ignores everything else. The caller must check whether it does match.
std::string sample_pattern(std::string_view pattern, Chance& chance);

} // namespace understudy::generate
