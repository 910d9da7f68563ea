#pragma once

#include <string_view>

namespace understudy::schema {

/// RFC 6901 §3, as a JSON string. A URI fragment (`#/a`) is not a pointer.
bool is_json_pointer(std::string_view text);

/// draft-bhutton-relative-json-pointer-00 §3, which draft 7 and 2020-12 cite: the number takes no
/// `+1` or `-1` after it.
bool is_relative_json_pointer(std::string_view text);

} // namespace understudy::schema
