#pragma once

#include <span>
#include <string_view>

#include "validator/schema/format/date_time.hpp"
#include "validator/schema/format/uuid.hpp"

namespace understudy::schema {

/// Whether a text conforms to a format. Total: takes any bytes of any length, in linear time. Ill-formed
/// UTF-8 conforms only to `binary` and `password`.
using FormatCheck = bool (*)(std::string_view);

/// One format that can be asserted (JSON Schema Validation §7.3, OpenAPI's format registry).
struct Format {
    std::string_view name;
    bool of_numbers; ///< for numbers only: `check` gets the literal as it is written; otherwise for
                     ///< strings only
    FormatCheck check;
};

/// The format of that name, which is case-sensitive; nullptr if this program does not know it.
const Format* find_format(std::string_view name);

/// All formats, by name.
std::span<const Format> formats();

} // namespace understudy::schema
