#include "validator/contract/route.hpp"

#include "validator/text/url.hpp"

namespace understudy::contract {

PathTemplate::PathTemplate(std::string base, std::string_view path_template) : base_(std::move(base)) {
    path_template.remove_prefix(1);
    do {
        const std::string_view segment = text::take_until(path_template, '/');
        segments_.emplace_back(segment.starts_with('{') ? "" : segment);
    } while (!path_template.empty());
}

std::optional<std::string> PathTemplate::match(std::string_view path) const {
    if (!path.starts_with(base_)) return std::nullopt;
    path.remove_prefix(base_.size());
    std::string_view parameter;
    for (const std::string& expected : segments_) {
        if (!path.starts_with('/')) return std::nullopt;
        path.remove_prefix(1);
        const std::string_view segment = path.substr(0, path.find('/'));
        path.remove_prefix(segment.size());
        if (expected.empty() ? segment.empty() : segment != expected) return std::nullopt;
        if (expected.empty()) parameter = segment;
    }
    if (!path.empty()) return std::nullopt;
    return text::percent_decode(parameter);
}

} // namespace understudy::contract
