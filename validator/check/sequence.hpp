#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace understudy::check {

/// One JSON text of a body that is a sequence of them.
struct SequenceItem {
    std::string name;         ///< `line 3`: the place in the body, counted from 1
    std::size_t offset = 0;   ///< of the text, in the body
    std::string_view text;    ///< a part of the body
    bool may_be_part = false; ///< a number or a word that may have been cut off (RFC 7464 §2.4)
};

using EachSequenceItem = std::function<void(const SequenceItem&)>;

/// The lines of NDJSON. Lines without a value are no items.
void read_json_lines(std::string_view body, const EachSequenceItem& each);

/// The texts of a JSON text sequence (RFC 7464 §2.2). What stands before the first record separator is an
/// item as well, a damaged one.
void read_json_records(std::string_view body, const EachSequenceItem& each);

} // namespace understudy::check
