#include "validator/check/value_kind.hpp"

#include <algorithm>

#include "validator/json/number.hpp"
#include "validator/schema/format/format.hpp"

namespace understudy::check {
namespace {

// Removes leading JSON whitespace (RFC 8259 §2).
std::string_view without_leading_space(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// The end of a string whose opening quote is gone; npos if it does not end.
std::size_t string_end(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') return at;
        if (text[at] == '\\') ++at;
    }
    return std::string_view::npos;
}

bool is_of(std::string_view value, std::string_view name) {
    const schema::Format* format = schema::find_format(name);
    return format != nullptr && format->check(value);
}

std::string string_kind(std::string_view text) {
    constexpr std::size_t kLongest = 100;
    const std::size_t end = string_end(text);
    if (end == std::string_view::npos || end > kLongest) return "string";
    const std::string_view value = text.substr(0, end);
    if (value.find('\\') != std::string_view::npos) return "string";
    for (const char* format : {"date-time", "date", "uuid", "email", "ipv4"}) {
        if (is_of(value, format)) return "string " + std::string(format);
    }
    const bool is_web = value.starts_with("https://") || value.starts_with("http://");
    return is_web && is_of(value, "uri") ? "string uri" : "string";
}

} // namespace

std::string value_kind_at(std::string_view text, bool is_member) {
    if (is_member) {
        const std::size_t end = text.starts_with('"') ? string_end(text.substr(1)) : std::string_view::npos;
        if (end == std::string_view::npos) return {};
        text = without_leading_space(text.substr(end + 2));
        if (!text.starts_with(':')) return {};
        text = without_leading_space(text.substr(1));
    }
    if (text.empty()) return {};
    switch (text.front()) {
        case '"':
            return string_kind(text.substr(1));
        case '{':
            return "object";
        case '[':
            return "array";
        case 't':
        case 'f':
            return "boolean";
        case 'n':
            return "null";
        default:
            if (std::string_view("-0123456789").find(text.front()) == std::string_view::npos) return {};
            return json::is_integer(
                       text.substr(0, std::min(text.find_first_not_of("+-.0123456789eE"), text.size())))
                       ? "integer"
                       : "number";
    }
}

} // namespace understudy::check
