#pragma once

#include <string>
#include <vector>

#include "validator/json/document.hpp"

namespace understudy::test {

/// What an instance breaks, sorted: `type.mismatch /a/0`. It walks the two trees and does what JSON Schema
/// says, one keyword after the other: slow, and short enough to be seen to be right.
std::vector<std::string> plain_rules(const json::Document& schema, const json::Value& root,
                                     const json::Document& instance);

} // namespace understudy::test
