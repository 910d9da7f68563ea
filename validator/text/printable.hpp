#pragma once

#include <string>
#include <string_view>

namespace understudy::text {

/// The text as it may go to a terminal or a log: what these would act on (control characters, line ends,
/// characters that turn the direction of writing) and bytes that are no UTF-8 are written as `\u{1b}` and
/// `\x{ff}`. File names and, with --show-values, names and values of a response can hold anything.
std::string printable(std::string_view text);

} // namespace understudy::text
