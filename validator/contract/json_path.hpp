#pragma once

#include <string_view>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::contract {

/// The values that a JSONPath (RFC 9535) selects from `root`, each once, a value before
/// those inside of it. Supports names,
/// indexes, wildcards, descendants (`..`), and filters with one test (`[?(@.type == 'string')]`,
/// `[?@.example]`). Throws std::invalid_argument with the reason and the column for anything else.
std::vector<json::Value*> select(json::Value& root, std::string_view path);

/// The JSONPath of the value that a JSON Pointer identifies in `root`: `$['allOf'][0]['properties']`.
std::string json_path(const json::Value& root, std::string_view pointer);

} // namespace understudy::contract
