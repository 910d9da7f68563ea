#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace understudy::contract {

/// A path template (OpenAPI 3.1 §4.8.8), matched against the paths of request targets.
class PathTemplate {
public:
    /// `base`: what comes before the template, without a slash at its end; `/happyrobot/api/v1` or nothing.
    PathTemplate(std::string base, std::string_view path_template);

    /// The value of the template's last parameter (decoded), or nothing where the path is another. `path` is
    /// a target without its query.
    std::optional<std::string> match(std::string_view path) const;

private:
    std::string base_;
    std::vector<std::string> segments_; // a parameter is empty
};

} // namespace understudy::contract
