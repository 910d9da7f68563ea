#pragma once

#include <string>
#include <string_view>

namespace understudy::text {

/// Makes a text safe for a terminal or a log. Characters that these would act on (control characters, line
/// ends, characters that turn the direction of writing) become `\u{1b}`, and bytes that are not UTF-8 become
/// `\x{ff}`. File names and, with --show-values, names and values of a response can hold anything.
std::string printable(std::string_view text);

} // namespace understudy::text
