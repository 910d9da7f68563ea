#pragma once

#include <string_view>

namespace understudy::text {

/// Without the spaces and tabs around it: the optional whitespace (OWS) of RFC 9110 §5.6.3.
std::string_view trimmed(std::string_view text);

/// Compares ASCII letters without case and every other byte as it is, whatever the locale.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Whether `text` begins with `prefix`, compared the same way.
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

} // namespace understudy::text
