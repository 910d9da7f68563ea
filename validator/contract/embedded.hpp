#pragma once

#include <span>
#include <string_view>

namespace understudy::contract {

/// A file that is part of the program.
struct EmbeddedFile {
    std::string_view name; ///< `schemas/noxus.openapi.json`
    std::string_view text;
};

/// The files in schemas/, as they were when the program was built: the contracts (`.openapi.json`) and the
/// JSON Schemas of our own formats (`.schema.json`).
std::span<const EmbeddedFile> embedded_schemas();

/// The text of the embedded file of that name (`fixture.schema.json`); throws std::out_of_range where there
/// is none.
std::string_view embedded_schema(std::string_view name);

} // namespace understudy::contract
