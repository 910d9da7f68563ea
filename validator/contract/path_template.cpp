#include "validator/contract/path_template.hpp"

#include <algorithm>

#include "validator/text/character_class.hpp"
#include "validator/text/percent.hpp"

namespace understudy::contract {
namespace {

/// RFC 3986 §3.3: a pchar, or the slash between two segments.
bool is_path_character(char c) {
    return text::is_alphanumeric(c) ||
           std::string_view("-._~!$&'()*+,;=:@/").find(c) != std::string_view::npos;
}

std::string as_path(std::string_view literal) {
    std::string path;
    for (std::size_t i = 0; i < literal.size(); ++i)
        if (is_path_character(literal[i]) || text::is_percent_encoded(literal, i))
            path += literal[i];
        else
            path += text::percent_encode(literal.substr(i, 1));
    return path;
}

/// Calls `each` with every part between slashes: `/a//` has `a`, an empty part and an empty part.
template <class Each>
void cut(std::string_view path, Each&& each) {
    if (path.starts_with('/')) path.remove_prefix(1);
    for (;;) {
        const std::size_t slash = path.find('/');
        each(path.substr(0, slash));
        if (slash == std::string_view::npos) return;
        path.remove_prefix(slash + 1);
    }
}

} // namespace

const std::string& PathMatch::value(std::string_view name) const {
    static const std::string none;
    for (auto parameter = parameters.rbegin(); parameter != parameters.rend();
         ++parameter) // the server's come first
        if (parameter->first == name) return parameter->second;
    return none;
}

PathTemplate::PathTemplate(std::string_view base, std::string_view path_template) {
    std::string whole(base);
    if (!path_template.starts_with('/')) whole += '/';
    whole += path_template;
    cut(whole, [this](std::string_view segment) { segments_.push_back(parse(segment)); });
}

PathTemplate::Segment PathTemplate::parse(std::string_view segment) {
    Segment parts;
    while (!segment.empty()) {
        const std::size_t open = segment.find('{');
        const std::size_t close = segment.find('}', std::min(open, segment.size()));
        if (close == std::string_view::npos) { // an unmatched brace is literal text
            parts.push_back({false, text::percent_decode(segment)});
            break;
        }
        if (open != 0) parts.push_back({false, text::percent_decode(segment.substr(0, open))});
        parts.push_back({true, std::string(segment.substr(open + 1, close - open - 1))});
        segment.remove_prefix(close + 1);
    }
    return parts;
}

// One pass: searches from left to right for the text after each parameter; only the end is fixed. As with
// wildcards, the first place is as good as any other.
bool PathTemplate::match(const Segment& segment, std::string_view text, PathMatch& match) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        const Part& part = segment[i];
        if (!part.is_parameter) { // the first; those after a parameter are taken with it
            if (!text.starts_with(part.text)) return false;
            at = part.text.size();
            continue;
        }
        const bool is_last = i + 1 == segment.size();
        std::size_t end = is_last ? text.size() : at + 1;
        std::size_t next = end;
        if (!is_last && !segment[i + 1].is_parameter) {
            const std::string& literal = segment[++i].text;
            if (i + 1 != segment.size())
                end = text.find(literal, at + 1);
            else // the end of the segment
                end = text.ends_with(literal) ? text.size() - literal.size() : std::string_view::npos;
            next = end + literal.size();
        }
        if (end == std::string_view::npos || end <= at || end > text.size()) return false;
        match.parameters.emplace_back(part.text, text.substr(at, end - at));
        at = next;
    }
    return at == text.size();
}

std::optional<PathMatch> PathTemplate::match(std::string_view path) const {
    if (!path.starts_with('/')) return std::nullopt;
    PathMatch found;
    std::size_t index = 0;
    bool fits = true;
    cut(path, [&](std::string_view segment) {
        if (fits && index < segments_.size())
            fits = match(segments_[index], text::percent_decode(segment), found);
        ++index;
    });
    if (!fits || index != segments_.size()) return std::nullopt;
    return found;
}

std::size_t PathTemplate::literal_size(const Segment& segment) {
    std::size_t size = 0;
    for (const Part& part : segment) size += part.is_parameter ? 0 : part.text.size();
    return size;
}

bool PathTemplate::is_more_concrete_than(const PathTemplate& other) const {
    const auto is_concrete = [](const Segment& segment) {
        return std::none_of(segment.begin(), segment.end(),
                            [](const Part& part) { return part.is_parameter; });
    };
    for (std::size_t i = 0; i < std::min(segments_.size(), other.segments_.size()); ++i) {
        const bool here = is_concrete(segments_[i]), there = is_concrete(other.segments_[i]);
        if (here != there) return here;
        const std::size_t size = literal_size(segments_[i]), other_size = literal_size(other.segments_[i]);
        if (!here && size != other_size) return size > other_size;
    }
    return false;
}

std::vector<std::string> PathTemplate::parameter_names() const {
    std::vector<std::string> names;
    for (const Segment& segment : segments_)
        for (const Part& part : segment)
            if (part.is_parameter) names.push_back(part.text);
    return names;
}

std::string fill_path(std::string_view path_template, const std::map<std::string, std::string>& values) {
    std::string path = path_template.starts_with('/') ? "" : "/"; // as PathTemplate reads it
    while (!path_template.empty()) {
        const std::size_t open = std::min(path_template.find('{'), path_template.size());
        const std::size_t close = path_template.find_first_of("}/", open); // a parameter is in one segment
        const bool is_parameter = close != std::string_view::npos && path_template[close] == '}';
        path += as_path(path_template.substr(0, open));
        if (!is_parameter) { // an unmatched brace is literal text
            const std::size_t end = std::min(close, path_template.size());
            path += as_path(path_template.substr(open, end - open));
            path_template.remove_prefix(end);
            continue;
        }
        const std::string_view braced = path_template.substr(open, close + 1 - open);
        const auto value = values.find(std::string(braced.substr(1, braced.size() - 2)));
        path += value == values.end() ? std::string(braced) : text::percent_encode(value->second);
        path_template.remove_prefix(close + 1);
    }
    return path;
}

} // namespace understudy::contract
