#pragma once

#include <string>
#include <string_view>

#include "validator/intake/input_format.hpp"

namespace understudy::intake {

/// Whether a JSON text claims to be an HTTP Archive 1.2 (www.softwareishard.com/blog/har-12-spec): an object
/// with a `log` that has `entries` or a `creator`, wherever they stand in it.
bool is_har(std::string_view text);

/// Reads an archive: one observation for each entry, named `FILE#/log/entries/3`. Positions count within the
/// body of the entry.
///
/// Each entry stands by itself. One that cannot be read is an observation that says so, and the others are
/// read. Throws json::LoadError if there are no entries at all, and DecodingError after the last entry if the
/// archive is cut off.
void read_har(const std::string& name, const Text& text, const EachObserved& each);

} // namespace understudy::intake
