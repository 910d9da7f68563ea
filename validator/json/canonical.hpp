#pragma once

#include <string>

#include "validator/json/document.hpp"

namespace understudy::json {

/// Appends bytes that are the same for two values exactly if the values are equal (JSON Schema Core §4.2.2).
/// Numbers compare by value, strings by their characters, arrays in order, and objects in any order of their
/// members. The bytes are not JSON.
void append_canonical(const Value& value, std::string& bytes);

} // namespace understudy::json
