#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "validator/text/percent.hpp"

namespace understudy::text {

/// A URL cut into the parts that identify servers and operations (RFC 3986 §3). The parts are views into the
/// URL, and a missing part is empty. Nothing is decoded, and nothing changes its case.
struct UrlParts {
    std::string_view scheme;    ///< `https`
    std::string_view authority; ///< `user:secret@api.example.com:8080`
    std::string_view host;      ///< without user and port: `api.example.com`, `[::1]`
    std::string_view path;      ///< without query and fragment: `/v1/runs/7`
    std::string_view rest;      ///< from the path on, with both: `/v1/runs/7?key=x#y`
};

/// A text without a scheme and `://`, such as a request target or a relative server URL, is only a path.
UrlParts split_url(std::string_view url);

/// The path of a request target: without query or fragment.
std::string_view path_of(std::string_view target);

/// The value of a query parameter (decoded), or nothing if the target has no parameter of that name.
std::optional<std::string> query_parameter(std::string_view target, std::string_view name);

/// The names and values of all query parameters as they stand there, not decoded, in their order.
std::vector<std::pair<std::string_view, std::string_view>> query_parameters(std::string_view target);

/// Takes the part before `end` off `text`, together with `end`, and returns it. For walking over a list.
std::string_view take_until(std::string_view& text, char end);

} // namespace understudy::text
