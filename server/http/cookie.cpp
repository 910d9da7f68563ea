#include "server/http/cookie.hpp"

#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::http {
std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
    for (const Field& field : request.fields) {
        if (!text::equal_ignoring_case(field.name, "cookie")) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view pair = text::take_until(rest, ';');
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || text::trimmed(pair.substr(0, equals)) != name) continue;
            std::string_view value = text::trimmed(pair.substr(equals + 1));
            const bool is_quoted = value.size() > 1 && value.starts_with('"') && value.ends_with('"');
            return is_quoted ? value.substr(1, value.size() - 2) : value;
        }
    }
    return std::nullopt;
}

} // namespace understudy::http
