#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace understudy::schema {

/// A URI (RFC 3986) taken apart at its first `#`.
struct UriParts {
    std::string uri;      ///< without fragment
    std::string fragment; ///< percent-decoded; a percent sign that begins no triplet stands for itself
};

/// `reference` against `base` (RFC 3986 §5.2), which has a scheme; or nothing if it is not a URI reference.
std::optional<UriParts> resolve_uri(std::string_view base, std::string_view reference);

/// The `file:` URI of a path, which may be relative to the working directory (RFC 8089).
std::string file_uri(const std::string& path);

/// The path of a `file:` URI, or nothing if it is another URI.
std::optional<std::string> file_path(std::string_view uri);

} // namespace understudy::schema
