#include "validator/text/url.hpp"

namespace understudy::text {
std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

std::string_view path_of(std::string_view target) {
    target = target.substr(0, target.find('?')); // find_first_of would ask for each character by itself
    return target.substr(0, target.find('#'));
}

std::optional<std::string> query_parameter(std::string_view target, std::string_view name) {
    target.remove_prefix(path_of(target).size());
    if (!target.starts_with('?')) return std::nullopt;
    target = target.substr(1, target.find('#') - 1);
    while (!target.empty()) {
        std::string_view pair = take_until(target, '&');
        if (percent_decode(take_until(pair, '=')) == name) return percent_decode(pair);
    }
    return std::nullopt;
}

std::vector<std::string> query_names(std::string_view target) {
    std::vector<std::string> names;
    target.remove_prefix(path_of(target).size());
    if (!target.starts_with('?')) return names;
    target = target.substr(1, target.find('#') - 1);
    while (!target.empty()) {
        std::string_view pair = take_until(target, '&');
        if (!pair.empty()) names.push_back(percent_decode(take_until(pair, '=')));
    }
    return names;
}

} // namespace understudy::text
