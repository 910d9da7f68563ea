#include "server/mock/preference.hpp"

#include <algorithm>

#include "validator/text/ascii.hpp"

namespace understudy::mock {
namespace {

// Reads up to a comma or semicolon outside quoted strings; a preference's parameters count as preferences.
std::string_view take_part(std::string_view& text) {
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const char c = text[end];
        if (c == '"') is_quoted = !is_quoted;
        if (c == '\\' && is_quoted) ++end;
        if (!is_quoted && (c == ',' || c == ';')) break;
    }
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
    std::string plain;
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        plain += text[i];
    }
    return plain;
}

} // namespace

Preference Preference::of(const http::Request& request) {
    Preference preference;
    for (const http::Field& field : request.fields) {
        if (!text::equal_ignoring_case(field.name, "prefer")) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view part = take_part(rest);
            const std::size_t equals = std::min(part.find('='), part.size());
            const std::string_view name = text::trimmed(part.substr(0, equals));
            std::string value = unquoted(text::trimmed(part.substr(std::min(equals + 1, part.size()))));
            if (text::equal_ignoring_case(name, "code"))
                preference.code = std::move(value);
            else if (text::equal_ignoring_case(name, "example"))
                preference.example = std::move(value);
            else if (text::equal_ignoring_case(name, "state"))
                preference.state = std::move(value);
            else if (text::equal_ignoring_case(name, "dynamic"))
                preference.dynamic = text::equal_ignoring_case(value, "true");
        }
    }
    return preference;
}

} // namespace understudy::mock
