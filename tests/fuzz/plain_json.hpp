#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::fuzz {

/// What RapidJSON's iterative reader, with none of our changes to it, makes of a text; and RFC 8259 where
/// that reader is known to differ: numbers that a double cannot hold are numbers, the control characters 0x1A
/// to 0x1F are refused (its SIMD scan of strings lets them through), and so are an escaped low surrogate that
/// stands alone and a zero byte, at which it ends.
struct PlainJson {
    bool is_json = false;
    std::string events;
    bool has_huge_number = false; ///< the events have a string in the place of such a number
};

/// `depth`: the deepest nesting that is accepted.
PlainJson plain_json(std::string_view text, std::size_t depth);

/// Writes down one event that has a text, so that no two lists of events look the same.
void append_event(std::string& events, char kind, std::string_view text);

} // namespace understudy::fuzz
