#pragma once

#include <string>

#include "validator/json/document.hpp"

namespace understudy::json {

/// Appends bytes that two values share exactly where they are equal (JSON Schema Core §4.2.2): numbers by
/// value, strings by their characters, arrays in order, objects whatever the order of their members. Not
/// JSON.
void append_canonical(const Value& value, std::string& bytes);

} // namespace understudy::json
