#pragma once

#include <string>
#include <string_view>

namespace understudy::check {

/// The type of the JSON value that `text` begins with, or where `is_member`, of the member: `integer`,
/// `object`; of a string without an escape that is of one of a few formats, with that: `string date-time`.
/// Empty where it is cut off.
std::string value_kind_at(std::string_view text, bool is_member);

} // namespace understudy::check
