#include "server/http/syntax.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace understudy::http {
namespace {

enum Class : std::uint8_t { token = 1, value = 2, host = 4 };

constexpr bool is_alphanumeric(unsigned c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::array<std::uint8_t, 256> classes = [] {
    constexpr std::string_view token_marks = "!#$%&'*+-.^_`|~";
    // unreserved, pct-encoded and sub-delims of RFC 3986 §3.2.2, with the brackets of an IP literal.
    constexpr std::string_view host_marks = "-._~%!$&'()*+,;=:[]";
    std::array<std::uint8_t, 256> table{};
    for (unsigned c = 0; c < 256; ++c) {
        const char mark = static_cast<char>(c);
        unsigned bits = 0;
        if (is_alphanumeric(c) || token_marks.find(mark) != token_marks.npos) bits |= token;
        if (is_alphanumeric(c) || host_marks.find(mark) != host_marks.npos) bits |= host;
        if (c == '\t' || (c >= 0x20 && c != 0x7f)) bits |= value;
        table[c] = static_cast<std::uint8_t>(bits);
    }
    table[0] = 0; // std::string_view::find would treat NUL as the mark of an empty list
    return table;
}();

bool is(char c, Class wanted) {
    return (classes[static_cast<unsigned char>(c)] & wanted) != 0;
}

bool all(std::string_view text, Class wanted) {
    return std::all_of(text.begin(), text.end(), [wanted](char c) { return is(c, wanted); });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads a chunk extension from left to right.
class ExtensionCursor {
public:
    explicit ExtensionCursor(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }

    bool mark(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void bad_whitespace() {
        const auto end = rest_.find_first_not_of(" \t");
        rest_.remove_prefix(std::min(end, rest_.size()));
    }

    bool token() {
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_token_character);
        const auto length = static_cast<std::size_t>(end - rest_.begin());
        rest_.remove_prefix(length);
        return length != 0;
    }

    bool quoted_string() {
        if (!mark('"')) return false;
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '"') return true;
            if (!is(c, value)) return false;
            if (c == '\\' && !quoted_character()) return false;
        }
        return false;
    }

private:
    bool quoted_character() {
        if (rest_.empty() || !is(rest_.front(), value)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest_;
};

} // namespace

bool is_token_character(char c) {
    return is(c, token);
}

bool is_token(std::string_view text) {
    return !text.empty() && all(text, token);
}

bool is_field_value(std::string_view text) {
    return all(text, value);
}

bool is_field_line(std::string_view line) {
    const auto colon = line.find(':');
    return colon != line.npos && is_token(line.substr(0, colon)) && is_field_value(line.substr(colon + 1));
}

bool is_request_target(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_authority(std::string_view text) {
    if (!all(text, host)) return false;
    // A colon outside the brackets of an IP literal begins the port.
    const auto literal = text.find(']');
    if (text.find('[') != (literal == text.npos ? text.npos : 0)) return false;
    const auto colon = text.find(':', literal == text.npos ? 0 : literal);
    const auto host_end = std::min(colon, text.size());
    if (literal != text.npos && host_end != literal + 1) return false;
    const auto port = colon == text.npos ? std::string_view{} : text.substr(colon + 1);
    return std::all_of(port.begin(), port.end(), is_digit);
}

bool is_chunk_extension(std::string_view text) {
    ExtensionCursor cursor(text);
    while (!cursor.done()) {
        cursor.bad_whitespace();
        if (!cursor.mark(';')) return false;
        cursor.bad_whitespace();
        if (!cursor.token()) return false;
        ExtensionCursor value_cursor = cursor;
        value_cursor.bad_whitespace();
        if (!value_cursor.mark('=')) continue;
        value_cursor.bad_whitespace();
        if (!value_cursor.token() && !value_cursor.quoted_string()) return false;
        cursor = value_cursor;
    }
    return true;
}

} // namespace understudy::http
