#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/text/percent.hpp"

namespace understudy::text {

/// The path of a request target: without query or fragment.
std::string_view path_of(std::string_view target);

/// The value of a query parameter (decoded), or nothing where the target has none of that name.
std::optional<std::string> query_parameter(std::string_view target, std::string_view name);

/// The names of all query parameters (decoded), in their order.
std::vector<std::string> query_names(std::string_view target);

/// Takes the part before `end` off `text`, together with `end`, and returns it. For walking over a list.
std::string_view take_until(std::string_view& text, char end);

} // namespace understudy::text
