#pragma once

#include <span>
#include <string>
#include <string_view>

namespace understudy::text {

/// The candidate that `word` was most likely meant to be (fewest edits, at most a third of its length), or
/// an empty view. For messages that name the nearest known word.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

} // namespace understudy::text
