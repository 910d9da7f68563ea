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
