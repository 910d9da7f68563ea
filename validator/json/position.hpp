#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace understudy::json {

/// A place in a text, as an editor shows it.
struct Position {
    std::size_t offset = 0; ///< bytes from the start, from 0
    std::size_t line = 1;   ///< from 1; LF ends a line
    std::size_t column = 1; ///< Unicode code points from the start of the line, from 1
};

/// Turns byte offsets into positions. Cheap for many offsets in one text, whatever their order.
/// The text must outlive it.
class Locator {
public:
    /// `first_line`: the number of the text's first line, where it is a part of something larger.
    explicit Locator(std::string_view text, std::size_t first_line = 1)
        : text_(text), first_line_(first_line) {}

    Position locate(std::size_t offset);

private:
    std::string_view text_;
    std::size_t first_line_;
    std::vector<std::size_t> line_starts_; // of all but the first, of the text up to searched_
    std::size_t searched_ = 0;
    std::size_t last_line_ = 0; // the column is counted on from the last answer where it can be
    std::size_t last_offset_ = 0;
    std::size_t last_column_ = 1;
};

} // namespace understudy::json
