#include "server/http/cookie.hpp"

#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::http {

std::vector<std::pair<std::string_view, std::string_view>> cookies(const Request& request) {
    std::vector<std::pair<std::string_view, std::string_view>> cookies;
    for (const Field& field : request.fields) {
        if (!text::equal_ignoring_case(field.name, "cookie")) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view pair = text::take_until(rest, ';');
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos) continue;
            std::string_view value = text::trimmed(pair.substr(equals + 1));
            const bool is_quoted = value.size() > 1 && value.starts_with('"') && value.ends_with('"');
            if (is_quoted) value = value.substr(1, value.size() - 2);
            cookies.emplace_back(text::trimmed(pair.substr(0, equals)), value);
        }
    }
    return cookies;
}

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
    for (const auto& [found, value] : cookies(request))
        if (found == name) return value;
    return std::nullopt;
}

} // namespace understudy::http
