#pragma once

#include <string>
#include <string_view>

namespace understudy::schema {

/// What stands between the braces of a `\p{…}` of ECMA-262 (§22.2.1.9, tables 67 to 69), in PCRE2's words:
/// `gc=Letter` is `L`. Names are exact, as there: no other case, no space. Empty where it is no property.
std::string translate_property(std::string_view name);

} // namespace understudy::schema
