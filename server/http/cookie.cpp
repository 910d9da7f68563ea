#include "server/http/cookie.hpp"

#include <algorithm>

#include "server/http/syntax.hpp"

namespace understudy::http {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

} // namespace

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
    for (const Field& field : request.fields) {
        if (!same_word(field.name, "cookie")) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
            std::string_view value = trimmed(pair.substr(equals + 1));
            const bool is_quoted = value.size() > 1 && value.starts_with('"') && value.ends_with('"');
            return is_quoted ? value.substr(1, value.size() - 2) : value;
        }
    }
    return std::nullopt;
}

} // namespace understudy::http
