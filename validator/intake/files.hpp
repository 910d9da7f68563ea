#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy::intake {

/// The files that a command's argument stands for: itself, or of a folder every `.json`, `.ndjson` and
/// `.jsonl` file in it and below, also with `.gz` or `.zst` behind that, by name. `-` stands for itself.
/// Throws std::system_error with the path.
std::vector<std::string> find_files(const std::string& argument);

/// How many bytes the files have; nothing where one is no plain file, as standard input, or cannot be asked.
std::optional<std::uint64_t> total_size(const std::vector<std::string>& files);

} // namespace understudy::intake
