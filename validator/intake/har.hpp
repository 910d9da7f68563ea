#pragma once

#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"

namespace understudy::intake {

/// Whether a JSON text claims to be an HTTP Archive 1.2 (www.softwareishard.com/blog/har-12-spec): it begins
/// as an object with a `log`.
bool is_har(std::string_view text);

/// Reads an archive: one observation for each entry, named `FILE#/log/entries/3`. Positions count within the
/// body of the entry.
Observed read_har(const std::string& name, const Text& text);

} // namespace understudy::intake
