#pragma once

#include <string>
#include <string_view>

namespace understudy::test {

/// Whether there is a plain check of a format.
bool has_plain_check(std::string_view format);

/// Whether a string is of a format that has one, by a regular expression and a calendar: slow, and hard to
/// get wrong.
bool is_of_format(std::string_view format, const std::string& text);

} // namespace understudy::test
