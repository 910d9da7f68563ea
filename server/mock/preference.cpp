#include "server/mock/preference.hpp"

#include <algorithm>

#include "server/http/syntax.hpp"

namespace understudy::mock {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Up to a comma or semicolon that is in no quoted string; a preference's parameters stand as preferences.
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
        if (!http::same_word(field.name, "prefer")) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view part = take_part(rest);
            const std::size_t equals = std::min(part.find('='), part.size());
            const std::string_view name = trimmed(part.substr(0, equals));
            std::string value = unquoted(trimmed(part.substr(std::min(equals + 1, part.size()))));
            if (http::same_word(name, "code"))
                preference.code = std::move(value);
            else if (http::same_word(name, "example"))
                preference.example = std::move(value);
            else if (http::same_word(name, "state"))
                preference.state = std::move(value);
            else if (http::same_word(name, "dynamic"))
                preference.dynamic = http::same_word(value, "true");
        }
    }
    return preference;
}

} // namespace understudy::mock
