#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace understudy::intake {

/// One JSON text of a file: the whole of it, or a line of NDJSON.
struct Text {
    std::string_view bytes; ///< valid during the call
    std::size_t line = 1;   ///< the number of its first line
    bool is_whole_file = false;
};

/// Reads a file, or standard input for `-`, and calls `each` with every JSON text in it.
///
/// NDJSON is known by its name (`.ndjson`, `.jsonl`) or by its content: more than one line, and the first is
/// a complete JSON value, or the second a complete object at the line's start. Blank lines of NDJSON are
/// passed over. Memory is bounded by the longest text; one longer than `limit` is cut just past the limit,
/// for the parser to refuse. An empty file is one empty text. Throws std::system_error with the path.
void read_texts(const std::string& file, std::size_t limit, const std::function<void(const Text&)>& each);

} // namespace understudy::intake
