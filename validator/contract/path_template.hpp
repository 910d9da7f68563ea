#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace understudy::contract {

/// The values that a path has for the parameters of a template.
struct PathMatch {
    std::vector<std::pair<std::string, std::string>> parameters; ///< name and decoded value, in order

    /// The value of a parameter; empty if the template has none of this name.
    const std::string& value(std::string_view name) const;
};

/// A path template (OpenAPI 3.0.3 §4.7.8), matched against the paths of request targets.
///
/// A path is split at its slashes before it is decoded, so `a%2Fb` is one segment. A trailing slash is part
/// of the path. Literal text compares in decoded form: `my jobs` matches `my%20jobs`. A segment may mix
/// literal text and parameters: `{id}:cancel`, `{id}.json`, `{from}-{to}`. A parameter is never empty and
/// takes as little as the rest of its segment allows. Immutable; threads may share it.
class PathTemplate {
public:
    /// `base`: the prefix of the template, without a slash at its end; `/happyrobot/api/v1` or nothing.
    PathTemplate(std::string_view base, std::string_view path_template);

    /// `path`: a request target without its query.
    std::optional<PathMatch> match(std::string_view path) const;

    /// Whether to try this template before another that matches the same path: a concrete segment before one
    /// with a parameter, and more literal text before less (§4.7.8.2).
    bool is_more_concrete_than(const PathTemplate& other) const;

    std::vector<std::string> parameter_names() const; ///< in order

private:
    struct Part {
        bool is_parameter = false;
        std::string text; ///< a parameter's name, or literal text (decoded)
    };
    using Segment = std::vector<Part>;

    static Segment parse(std::string_view segment);
    static std::size_t literal_size(const Segment& segment);
    static bool match(const Segment& segment, std::string_view text, PathMatch& match);

    std::vector<Segment> segments_;
};

/// The template with values in the place of its parameters, percent-encoded, so that the same template
/// matches it with the same values. A parameter without a value stays in its braces. Literal text stays as
/// it is, but for what no path may have (RFC 3986 §3.3).
std::string fill_path(std::string_view path_template, const std::map<std::string, std::string>& values);

} // namespace understudy::contract
