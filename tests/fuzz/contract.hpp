#pragma once

#include <string>
#include <string_view>

namespace understudy::fuzz {

/// Reads a contract and asks it for all that it has; what is no contract must be refused with a
/// json::LoadError. `file` is only a name, which decides between JSON and YAML, in a folder that is not
/// there.
void read_contract(const std::string& file, std::string_view text);

} // namespace understudy::fuzz
