#pragma once

#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"

namespace understudy::intake {

/// Whether a JSON text says that it is an HTTP Archive 1.2 (www.softwareishard.com/blog/har-12-spec): it
/// begins as an object with a `log`.
bool is_har(std::string_view text);

/// Reads an archive: an observation for each entry, named `FILE#/log/entries/3`. Positions are those in the
/// entry's body.
Observed read_har(const std::string& name, const Text& text);

} // namespace understudy::intake
