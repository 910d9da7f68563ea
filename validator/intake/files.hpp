#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace understudy::intake {

/// The files that a command-line argument stands for, sorted by name. A file stands for itself, and so does
/// `-`. A folder stands for every `.har`, `.json`, `.ndjson` and `.jsonl` file in it and below, also with
/// `.gz`,
/// `.zst` or, of an archive, `.zip` appended, in any case. The archives come first, because other files may
/// be parts of them. Adds the other files to `others`, sorted. Throws std::system_error with the path.
std::vector<std::string> find_files(const std::string& argument, std::vector<std::string>* others = nullptr);

/// Whether a folder stands for a file of that name in it.
bool is_input_name(const std::string& file);

/// The total size of the files in bytes. Nothing if one is not a regular file (standard input, say) or its
/// size cannot be read.
std::optional<std::uint64_t> total_size(const std::vector<std::string>& files);

} // namespace understudy::intake
