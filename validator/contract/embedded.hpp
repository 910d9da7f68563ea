#pragma once

#include <span>
#include <string_view>

#include "validator/json/embedded_file.hpp"

namespace understudy::contract {

using json::EmbeddedFile;

/// The files in schemas/, as they were when the program was built: the contracts (`.openapi.json`) and the
/// JSON Schemas of our own formats (`.schema.json`).
std::span<const EmbeddedFile> embedded_schemas();

/// The text of the embedded file of that name (`fixture.schema.json`); throws std::out_of_range where there
/// is none.
std::string_view embedded_schema(std::string_view name);

} // namespace understudy::contract
