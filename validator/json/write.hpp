#pragma once

#include <string>
#include <string_view>

#include "validator/json/document.hpp"

namespace understudy::json {

/// Appends `value` as JSON without white space. Numbers are written as they were read, digit for digit.
void write_compact(const Value& value, std::string& out);

/// Appends `text` as a JSON string, quotes included.
void write_string(std::string_view text, std::string& out);

/// `text` as a JSON string, quotes included.
std::string quoted(std::string_view text);

} // namespace understudy::json
