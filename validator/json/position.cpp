#include "validator/json/position.hpp"

#include <algorithm>
#include <cstring>

#include "validator/text/string_length.hpp"

namespace understudy::json {

Position Locator::locate(std::size_t offset) {
    offset = std::min(offset, text_.size());
    while (searched_ < offset) { // no further: the text may be long, and not all in memory
        const std::string_view rest = text_.substr(searched_, offset - searched_);
        const std::size_t end = rest.find('\n');
        searched_ += std::min(end, rest.size() - 1) + 1;
        if (end != std::string_view::npos) line_starts_.push_back(searched_);
    }
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const auto line = static_cast<std::size_t>(after - line_starts_.begin());
    const bool goes_on = line == last_line_ && offset >= last_offset_;
    const std::size_t line_start = line == 0 ? 0 : line_starts_[line - 1];
    const std::size_t from = goes_on ? last_offset_ : line_start;
    const std::size_t column =
        (goes_on ? last_column_ : 1) + text::count_code_points(text_.substr(from, offset - from));
    last_line_ = line;
    last_offset_ = offset;
    last_column_ = column;
    return {offset, first_line_ + line, column};
}

} // namespace understudy::json
