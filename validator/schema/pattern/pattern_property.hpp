#pragma once

#include <string>
#include <string_view>

namespace understudy::schema {

/// Translates the text between the braces of a `\p{…}` of ECMA-262 (§22.2.1.9, tables 67 to 69) into PCRE2's
/// words: `gc=Letter` becomes `L`. As in ECMA-262, names are exact: no other case, no space. Returns an empty
/// string if the text does not name a property.
std::string translate_property(std::string_view name);

} // namespace understudy::schema
