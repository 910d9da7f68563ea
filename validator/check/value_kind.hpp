#pragma once

#include <string>
#include <string_view>

namespace understudy::check {

/// The type of the JSON value at the start of `text`; if `is_member`, of the value of the member there:
/// `integer`, `object`. A string without escapes that matches one of a few formats has the format too:
/// `string date-time`. Empty if the text is cut off.
std::string value_kind_at(std::string_view text, bool is_member);

} // namespace understudy::check
