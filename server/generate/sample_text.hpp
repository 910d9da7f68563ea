#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/generate/chance.hpp"

namespace understudy::generate {

/// A text of that format of JSON Schema (`uuid`, `date-time`, …), or any words where it is none that has
/// texts of its own.
std::string sample_format(std::string_view format, Chance& chance);

/// Words of exactly `length` code points.
std::string sample_words(std::size_t length, Chance& chance);

/// A text that the ECMA-262 pattern may well match: it samples literals, classes, groups, alternatives and
/// repeats, and passes over what else there is. Whether it does match is the caller's to find out.
std::string sample_pattern(std::string_view pattern, Chance& chance);

} // namespace understudy::generate
