#include "validator/schema/format/uri.hpp"

#include <algorithm>
#include <cstddef>

#include "validator/schema/format/host.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

bool is_unreserved(char c) {
    return text::is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_sub_delim(char c) {
    return std::string_view("!$&'()*+,;=").find(c) != std::string_view::npos;
}

bool is_scheme(std::string_view text) {
    return !text.empty() && text::is_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
        return text::is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
    });
}

// RFC 3986 §3.2.2, between the brackets.
bool is_ip_literal(std::string_view text) {
    if (text.empty() || (text[0] != 'v' && text[0] != 'V')) return is_ipv6(text);
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || dot == 1 || dot + 1 == text.size()) return false;
    const auto after = text.substr(dot + 1);
    return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(dot), text::is_hex) &&
           std::all_of(after.begin(), after.end(),
                       [](char c) { return is_unreserved(c) || is_sub_delim(c) || c == ':'; });
}

// Removes from `text` the part before one of the `ends`, and returns that part. The end itself stays.
std::string_view take(std::string_view& text, std::string_view ends) {
    const std::string_view part = text.substr(0, text.find_first_of(ends));
    text.remove_prefix(part.size());
    return part;
}

// The grammar of URIs, or of IRIs, which allows more characters and has the same rules.
class Grammar {
public:
    explicit Grammar(bool iri) : iri_(iri) {}

    bool is_reference(std::string_view text, bool need_scheme) const {
        const std::size_t mark = text.find_first_of(":/?#");
        const bool colon = mark != std::string_view::npos && text[mark] == ':';
        // A first segment with a colon would read as a scheme, so a relative reference has none.
        if (colon ? !is_scheme(text.substr(0, mark)) : need_scheme) return false;
        if (colon) text.remove_prefix(mark + 1);
        if (text.starts_with("//")) {
            text.remove_prefix(2);
            if (!is_authority(take(text, "/?#"))) return false;
        }
        if (!has_only(take(text, "?#"), ":@/")) return false;
        if (text.starts_with('?')) {
            text.remove_prefix(1);
            if (!has_only(take(text, "#"), ":@/?", true)) return false;
        }
        return text.empty() || has_only(text.substr(1), ":@/?");
    }

private:
    bool is_authority(std::string_view text) const {
        if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
            if (!has_only(text.substr(0, at), ":")) return false;
            text.remove_prefix(at + 1);
        }
        if (text.starts_with('[')) {
            const std::size_t end = text.find(']');
            if (end == std::string_view::npos || !is_ip_literal(text.substr(1, end - 1))) return false;
            text.remove_prefix(end + 1);
        } else if (!has_only(take(text, ":"), "")) {
            return false;
        }
        if (text.empty()) return true;
        return text[0] == ':' && std::all_of(text.begin() + 1, text.end(), text::is_digit);
    }

    // unreserved, pct-encoded, sub-delims, `more`, and the additional characters of an IRI.
    bool has_only(std::string_view text, std::string_view more, bool in_query = false) const {
        for (std::size_t at = 0; at < text.size();) {
            const char c = text[at];
            if (is_unreserved(c) || is_sub_delim(c) || more.find(c) != std::string_view::npos) {
                ++at;
            } else if (c == '%') {
                if (!text::is_percent_encoded(text, at)) return false;
                at += 3;
            } else {
                if (!iri_ || text::is_ascii(c)) return false;
                const std::uint32_t character = text::decode(text, at);
                if (!text::is_ucschar(character) && !(in_query && text::is_iprivate(character))) return false;
            }
        }
        return true;
    }

    bool iri_;
};

// RFC 6570 §2.1, with erratum 6937.
bool is_template_literal(std::uint32_t character) {
    if (character >= 0x80) return text::is_ucschar(character) || text::is_iprivate(character);
    return character > ' ' && character != 0x7F &&
           std::string_view("\"%<>\\^`{|}").find(static_cast<char>(character)) == std::string_view::npos;
}

// RFC 6570 §2.3: a name with its modifier.
bool is_varspec(std::string_view text) {
    bool in_name = false; // a dot needs another character on each side
    std::size_t at = 0;
    while (at < text.size()) {
        if (text::is_alphanumeric(text[at]) || text[at] == '_') {
            in_name = true;
            ++at;
        } else if (text::is_percent_encoded(text, at)) {
            in_name = true;
            at += 3;
        } else if (text[at] == '.' && in_name) {
            in_name = false;
            ++at;
        } else {
            break;
        }
    }
    if (!in_name) return false;
    text.remove_prefix(at);
    if (text.empty() || text == "*") return true;
    const std::string_view length = text.substr(1);
    return text[0] == ':' && !length.empty() && length.size() <= 4 && length[0] != '0' &&
           std::all_of(length.begin(), length.end(), text::is_digit);
}

// RFC 6570 §2.2: the text between the braces.
bool is_expression(std::string_view text) {
    constexpr std::string_view kOperators = "+#./;?&=,!@|";
    if (!text.empty() && kOperators.find(text[0]) != std::string_view::npos) text.remove_prefix(1);
    for (;;) {
        const std::size_t comma = text.find(',');
        if (!is_varspec(text.substr(0, comma))) return false;
        if (comma == std::string_view::npos) return true;
        text.remove_prefix(comma + 1);
    }
}

} // namespace

bool is_uri(std::string_view text) {
    return Grammar(false).is_reference(text, true);
}

bool is_uri_reference(std::string_view text) {
    return Grammar(false).is_reference(text, false);
}

bool is_iri(std::string_view text) {
    return Grammar(true).is_reference(text, true);
}

bool is_iri_reference(std::string_view text) {
    return Grammar(true).is_reference(text, false);
}

bool is_uri_template(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '{') {
            const std::size_t end = text.find('}', at);
            if (end == std::string_view::npos || !is_expression(text.substr(at + 1, end - at - 1)))
                return false;
            at = end + 1;
        } else if (text[at] == '%') {
            if (!text::is_percent_encoded(text, at)) return false;
            at += 3;
        } else if (!is_template_literal(text::decode(text, at))) {
            return false;
        }
    }
    return true;
}

} // namespace understudy::schema
