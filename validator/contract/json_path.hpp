#pragma once

#include <string_view>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::contract {

/// A value that a path leads to, and what it is in.
struct Selected {
    json::Value* value = nullptr;
    json::Value* parent = nullptr; ///< null of the root
};

/// The values that a JSONPath (RFC 9535) leads to from `root`, each once, in the order of the document:
/// names, indexes, wildcards, descendants (`..`), and filters of one test (`[?(@.type == 'string')]`,
/// `[?@.example]`). Throws std::invalid_argument with the reason and the column for anything else.
std::vector<Selected> select(json::Value& root, std::string_view path);

/// The path of the value that a JSON Pointer names in `root`: `$['allOf'][0]['properties']`.
std::string json_path(const json::Value& root, std::string_view pointer);

} // namespace understudy::contract
