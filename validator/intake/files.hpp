#pragma once

#include <string>
#include <vector>

namespace understudy::intake {

/// The files that a command's argument stands for: itself, or of a folder every `.json`, `.ndjson` and
/// `.jsonl` file in it and below, also with `.gz` or `.zst` behind that, by name. `-` stands for itself.
/// Throws std::system_error with the path.
std::vector<std::string> find_files(const std::string& argument);

} // namespace understudy::intake
