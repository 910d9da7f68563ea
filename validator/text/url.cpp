#include "validator/text/url.hpp"

#include <algorithm>

#include "validator/text/character_class.hpp"

namespace understudy::text {
namespace {

bool is_scheme(std::string_view text) {
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
    });
}

std::string_view host_of(std::string_view authority) {
    authority.remove_prefix(authority.rfind('@') + 1); // npos + 1 is 0
    const bool is_ip_literal = authority.starts_with('[');
    return authority.substr(0, is_ip_literal ? authority.find(']') + 1 : authority.find(':'));
}

} // namespace

UrlParts split_url(std::string_view url) {
    const std::string_view whole = url;
    url = path_of(url);
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos || !is_scheme(url.substr(0, colon))) return {{}, {}, {}, url, whole};
    UrlParts parts;
    parts.scheme = url.substr(0, colon);
    url.remove_prefix(colon + 3);
    parts.authority = url.substr(0, url.find('/'));
    parts.host = host_of(parts.authority);
    parts.path = url.substr(parts.authority.size());
    parts.rest = whole.substr(colon + 3 + parts.authority.size());
    return parts;
}

std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view part = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return part;
}

std::string_view path_of(std::string_view target) {
    target = target.substr(0, target.find('?')); // find_first_of would test each character separately
    return target.substr(0, target.find('#'));
}

std::vector<std::pair<std::string_view, std::string_view>> query_parameters(std::string_view target) {
    std::vector<std::pair<std::string_view, std::string_view>> parameters;
    target.remove_prefix(path_of(target).size());
    if (!target.starts_with('?')) return parameters;
    target = target.substr(1, target.find('#') - 1);
    while (!target.empty()) {
        std::string_view value = take_until(target, '&');
        if (value.empty()) continue;
        const std::string_view name = take_until(value, '=');
        parameters.emplace_back(name, value);
    }
    return parameters;
}

std::optional<std::string> query_parameter(std::string_view target, std::string_view name) {
    for (const auto& [raw_name, value] : query_parameters(target))
        if (percent_decode(raw_name) == name) return percent_decode(value);
    return std::nullopt;
}

} // namespace understudy::text
