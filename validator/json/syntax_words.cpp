#include "validator/json/syntax_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::json {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

// Words of other languages, and what JSON has instead.
constexpr auto kWords = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"NaN", "which JSON does not have"},
    {"nan", "which JSON does not have"},
    {"Infinity", "which JSON does not have"},
    {"-Infinity", "which JSON does not have"},
    {"inf", "which JSON does not have"},
    {"-inf", "which JSON does not have"},
    {"undefined", "which JSON does not have"},
    {"None", "which JSON writes as null"},
    {"nil", "which JSON writes as null"},
    {"NULL", "which JSON writes as null"},
    {"Null", "which JSON writes as null"},
    {"True", "which JSON writes as true"},
    {"TRUE", "which JSON writes as true"},
    {"False", "which JSON writes as false"},
    {"FALSE", "which JSON writes as false"},
});

bool is_of_word(char c) {
    return text::is_alphanumeric(c) || c == '_' || c == '-';
}

// The word around a place.
std::string_view word_at(std::string_view text, std::size_t offset) {
    std::size_t first = offset, end = offset;
    while (first > 0 && is_of_word(text[first - 1])) --first;
    while (end < text.size() && is_of_word(text[end])) ++end;
    return text.substr(first, end - first);
}

char before(std::string_view text, std::size_t offset) {
    const std::size_t last = text.substr(0, offset).find_last_not_of(kSpace);
    return last == std::string_view::npos ? '\0' : text[last];
}

bool is_comment(std::string_view rest) {
    return rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#');
}

std::string markup(std::string_view rest) {
    for (const std::string_view html : {"<!doctype html", "<html", "<head", "<body"})
        if (text::starts_with_ignoring_case(rest, html)) return "an HTML page";
    if (text::starts_with_ignoring_case(rest, "<?xml")) return "an XML document";
    return "markup that begins with <";
}

std::string value_words(std::string_view text, std::size_t offset) {
    const std::string_view word = word_at(text, offset);
    for (const auto& [known, instead] : kWords)
        if (word == known) return std::string(known) + ", " + std::string(instead);
    const bool is_first = text.find_first_not_of(kSpace) ==
                          (word.empty() ? offset : static_cast<std::size_t>(word.data() - text.data()));
    const char c = text[offset];
    if (is_first && c == '<') return markup(text.substr(offset));
    if (is_comment(text.substr(offset))) return "a comment, which JSON does not have";
    if (!word.empty() && (text::is_letter(word.front()) || word.front() == '_'))
        return is_first ? "plain text" : "a word without quotes";
    if (before(text, offset) == ',' && (c == ']' || c == '}')) return "a comma with nothing behind it";
    switch (c) {
        case '\'':
            return "a single quote; JSON has double quotes";
        case '+':
            return "a number with a plus sign";
        case '.':
            return "a number without a digit before its dot";
        case ',':
            return "a comma with nothing before it";
        case ']':
        case '}':
            return "the end of an array or object in place of a value";
        case '\0':
            return "a zero byte";
        default:
            return before(text, offset) == '-' ? "a minus sign without a number"
                                               : "a character that begins no value";
    }
}

std::string name_words(std::string_view text, std::size_t offset) {
    const char c = text[offset];
    if (is_comment(text.substr(offset))) return "a comment, which JSON does not have";
    if (c == '}') return "a comma with nothing behind it";
    if (c == '\'') return "a name in single quotes; JSON has double quotes";
    if (is_of_word(c) || c == '$') return "a name without quotes";
    return "a character that begins no name";
}

std::string comma_words(std::string_view text, std::size_t offset) {
    const char c = text[offset];
    if (is_comment(text.substr(offset))) return "a comment, which JSON does not have";
    if (c == ']' || c == '}') return "a bracket of the wrong kind at the end of an array or object";
    if (text::is_digit(c) && offset > 0 && text[offset - 1] == '0') return "a number with a leading zero";
    return "no comma between two values";
}

} // namespace

std::string syntax_words(std::string_view text, std::size_t offset, Expected expected) {
    switch (expected) {
        case Expected::value:
            return value_words(text, offset);
        case Expected::name:
            return name_words(text, offset);
        case Expected::colon:
            return "a name without a colon behind it";
        case Expected::comma:
            return comma_words(text, offset);
        case Expected::string:
            return "a control character in a string; JSON has escapes for them";
        case Expected::escape:
            return "an escape that JSON does not have";
        case Expected::digits:
            return "\\u without four hexadecimal digits";
        case Expected::pair:
            return "an escaped surrogate without its pair";
        case Expected::fraction:
            return "a number without a digit behind its dot";
        case Expected::exponent:
            return "a number without a digit behind its e";
    }
    return {};
}

std::string other_text_words(std::string_view text) {
    using namespace std::string_view_literals;
    if (text.starts_with("\xEF\xBB\xBF"sv)) return "a byte order mark, which JSON does not have";
    if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv) ||
        text.starts_with("\0\0\0"sv))
        return "UTF-32; JSON is UTF-8";
    if (text.starts_with("\xFE\xFF"sv) || text.starts_with("\xFF\xFE"sv)) return "UTF-16; JSON is UTF-8";
    if (text.starts_with("\x1F\x8B"sv)) return "compressed data (gzip)";
    const bool has_zero = text.size() >= 4 && ((text[0] == '\0') != (text[1] == '\0')) &&
                          ((text[2] == '\0') == (text[0] == '\0')) &&
                          ((text[3] == '\0') == (text[1] == '\0'));
    return has_zero ? "UTF-16; JSON is UTF-8" : "";
}

} // namespace understudy::json
