#pragma once

#include <span>
#include <string_view>

#include "validator/json/embedded_file.hpp"

namespace understudy::contract {

using json::EmbeddedFile;

/// The files of schemas/ as of the build: the contracts (`.openapi.json`) and the JSON Schemas of our own
/// formats (`.schema.json`).
std::span<const EmbeddedFile> embedded_schemas();

/// The text of the embedded file with that name (`fixture.schema.json`). Throws std::out_of_range if there is
/// none.
std::string_view embedded_schema(std::string_view name);

} // namespace understudy::contract
