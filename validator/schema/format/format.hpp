#pragma once

#include <span>
#include <string_view>

#include "validator/schema/format/date_time.hpp"
#include "validator/schema/format/uuid.hpp"

namespace understudy::schema {

/// Whether a text is of a format. Total: any bytes, of any length, in linear time; ill-formed UTF-8 is of no
/// format but `binary` and `password`.
using FormatCheck = bool (*)(std::string_view);

/// One format that can be asserted (JSON Schema Validation §7.3, OpenAPI's format registry).
struct Format {
    std::string_view name;
    bool of_numbers; ///< of numbers alone, and `check` gets the literal as it is written; else of strings
                     ///< alone
    FormatCheck check;
};

/// The format of that name, which is case-sensitive; nullptr where this program does not know it.
const Format* find_format(std::string_view name);

/// All of them, by name.
std::span<const Format> formats();

} // namespace understudy::schema
