#include "validator/schema/pattern/pattern_reader.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "validator/schema/pattern/pattern_property.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

// WhiteSpace and LineTerminator of ECMA-262 §12.2 and §12.3, and all others, as items of a class.
constexpr std::string_view kSpace =
    R"(\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
constexpr std::string_view kNotSpace =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";

bool is_lead_surrogate(std::uint32_t c) {
    return c >= 0xD800 && c <= 0xDBFF;
}
bool is_trail_surrogate(std::uint32_t c) {
    return c >= 0xDC00 && c <= 0xDFFF;
}
bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

} // namespace

bool is_surrogate(std::uint32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

std::string escaped(std::uint32_t character) {
    if (character < 0x80 && text::is_alphanumeric(static_cast<char>(character)))
        return {static_cast<char>(character)};
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, character, 16).ptr;
    return "\\x{" + std::string(digits, end) + "}";
}

void PatternReader::fail(std::size_t offset, std::string reason) {
    throw PatternError{offset, std::move(reason)};
}

bool PatternReader::take(std::string_view text) {
    if (!next_is(text)) return false;
    at_ += text.size();
    return true;
}

std::uint32_t PatternReader::character() {
    const std::size_t start = at_;
    const std::uint32_t c = text::decode(in_, at_);
    if (c == text::kNoCharacter) fail(start, "ill-formed UTF-8");
    return c;
}

std::string_view PatternReader::digits() {
    const std::size_t start = at_;
    while (at_ < in_.size() && text::is_digit(in_[at_])) ++at_;
    return in_.substr(start, at_ - start);
}

// ---- Escapes

PatternReader::ClassItem PatternReader::escaped_item(std::size_t start, bool in_class) {
    const char c = in_[at_];
    if (std::string_view("dDwW").find(c) != std::string_view::npos) {
        ++at_;
        return {true, 0, {'\\', c}};
    }
    if (c == 's' || c == 'S') {
        ++at_;
        return {true, 0, std::string(c == 's' ? kSpace : kNotSpace)};
    }
    if (c == 'p' || c == 'P') {
        std::string set = property(start);
        if (!set.empty()) return {true, 0, std::move(set)};
    }
    return {false, escaped_character(start, in_class), {}};
}

// Empty if there is no property and the grammar allows that.
std::string PatternReader::property(std::size_t start) {
    const std::size_t end = in_.find('}', at_);
    const bool has_braces = in_.substr(at_ + 1).starts_with('{') && end != std::string_view::npos;
    const std::string words = has_braces ? translate_property(in_.substr(at_ + 2, end - at_ - 2)) : "";
    if (words.empty()) {
        if (is_lenient_) return {};
        fail(start, has_braces ? "not a Unicode property that ECMA-262 names"
                               : "expected \\p{name} or \\p{name=value}");
    }
    const char c = in_[at_];
    at_ = end + 1;
    return std::string("\\") + c + "{" + words + "}";
}

std::uint32_t PatternReader::escaped_character(std::size_t start, bool in_class) {
    constexpr std::string_view kLetters = "tnvfr", kControls = "\t\n\v\f\r", kSyntax = "^$\\.*+?()[]{}|/";
    const std::size_t escape = at_;
    const char c = in_[at_++];
    if (const std::size_t i = kLetters.find(c); i != std::string_view::npos)
        return static_cast<std::uint32_t>(kControls[i]);
    if (kSyntax.find(c) != std::string_view::npos || (c == '-' && in_class))
        return static_cast<std::uint32_t>(c);
    if (c == 'b' && in_class) return '\b';
    if (c == '0' && (at_ == in_.size() || !text::is_digit(in_[at_]))) return 0;
    if (c == 'c' && at_ < in_.size() && text::is_letter(in_[at_]))
        return static_cast<std::uint32_t>(in_[at_++]) % 32;
    try {
        if (c == 'x') return hex(start, 2);
        if (c == 'u') return unicode_escape(start);
    } catch (const PatternError&) {
        if (!is_lenient_) throw;
    }
    at_ = escape;
    if (is_lenient_ && (has_letters_ || !text::is_alphanumeric(c))) return identity(start, in_class);
    fail(start, "not an ECMA-262 escape (only ^ $ \\ . * + ? ( ) [ ] { } | / need one)");
}

// Reads a backslash that begins no escape, as annex B.1.2 does. at_ is behind the backslash.
std::uint32_t PatternReader::identity(std::size_t start, bool in_class) {
    const char c = in_[at_];
    if (is_octal(c)) return legacy_octal();
    if (c != 'c') return character();
    const char control = in_class && at_ + 1 < in_.size() ? in_[at_ + 1] : '\0';
    if (text::is_digit(control) || control == '_') {
        at_ += 2;
        return static_cast<std::uint32_t>(control) % 32;
    }
    at_ = start + 1; // the backslash is a character, and so is the c
    return '\\';
}

// LegacyOctalEscapeSequence: up to \377.
std::uint32_t PatternReader::legacy_octal() {
    std::uint32_t value = 0;
    for (int i = 0; i < 3 && at_ < in_.size() && is_octal(in_[at_]); ++i) {
        const std::uint32_t next = value * 8 + static_cast<std::uint32_t>(in_[at_] - '0');
        if (next > 0377) break;
        value = next;
        ++at_;
    }
    return value;
}

std::uint32_t PatternReader::hex(std::size_t start, std::size_t count) {
    std::uint32_t value = 0;
    const std::string_view text = in_.substr(at_, count);
    const bool good = text.size() == count && std::all_of(text.begin(), text.end(), text::is_hex);
    if (!good) fail(start, "expected " + std::to_string(count) + " hexadecimal digits");
    std::from_chars(text.data(), text.data() + count, value, 16);
    at_ += count;
    return value;
}

std::uint32_t PatternReader::unicode_escape(std::size_t start) {
    if (take("{")) {
        const std::size_t end = in_.find('}', at_);
        const std::string_view text = in_.substr(at_, end == std::string_view::npos ? end : end - at_);
        if (text.empty() || end == std::string_view::npos ||
            !std::all_of(text.begin(), text.end(), text::is_hex))
            fail(start, "expected hexadecimal digits and }");
        std::uint32_t value = 0;
        const auto error = std::from_chars(text.data(), text.data() + text.size(), value, 16).ec;
        if (error != std::errc() || value > 0x10FFFF) fail(start, "there is no such code point");
        at_ = end + 1;
        return value;
    }
    const std::uint32_t first = hex(start, 4);
    if (!is_lead_surrogate(first) || !next_is("\\u") || next_is("\\u{")) return first;
    const std::size_t before = at_;
    at_ += 2;
    const std::string_view text = in_.substr(at_, 4);
    if (is_lenient_ && (text.size() < 4 || !std::all_of(text.begin(), text.end(), text::is_hex))) {
        at_ = before;
        return first;
    }
    const std::uint32_t second = hex(before, 4);
    if (is_trail_surrogate(second)) return 0x10000 + ((first & 0x3FFU) << 10U) + (second & 0x3FFU);
    at_ = before;
    return first;
}

// ---- Classes

std::string PatternReader::character_class() {
    const std::size_t start = at_++;
    const bool negated = take("^");
    std::string items;
    while (!take("]")) {
        if (at_ >= in_.size()) fail(start, "the class is not closed");
        class_member(items);
    }
    if (items.empty()) return std::string(negated ? "." : kNothing);
    return (negated ? "[^" : "[") + items + "]";
}

void PatternReader::class_member(std::string& items) {
    const auto add = [&items](const ClassItem& item) {
        if (item.is_set)
            items += item.set;
        else if (!is_surrogate(item.character))
            items += escaped(item.character);
    };
    const std::size_t start = at_;
    const ClassItem first = class_item();
    if (!next_is("-") || in_.substr(at_).starts_with("-]")) return add(first);
    ++at_;
    if (at_ == in_.size()) fail(start, "the class is not closed");
    const ClassItem last = class_item();
    if (first.is_set || last.is_set) {
        if (!is_lenient_) fail(start, "a range goes from one character to another");
        add(first);
        items += escaped('-');
        return add(last);
    }
    if (first.character > last.character) fail(start, "the range is out of order");
    // Leaves out the surrogates: no text holds them, and PCRE2 refuses them at the end of a range.
    const std::uint32_t from = is_surrogate(first.character) ? 0xE000 : first.character;
    const std::uint32_t to = is_surrogate(last.character) ? 0xD7FF : last.character;
    if (from <= to) items += escaped(from) + "-" + escaped(to);
}

PatternReader::ClassItem PatternReader::class_item() {
    const std::size_t start = at_;
    if (!take("\\")) return {false, character(), {}};
    if (at_ == in_.size()) fail(start, "\\ at the end of the pattern");
    return escaped_item(start, true);
}

} // namespace understudy::schema
