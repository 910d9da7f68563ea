#include "validator/schema/pattern_translation.hpp"

#include <unictype.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>

#include "validator/schema/format/characters.hpp"
#include "validator/schema/pattern_property.hpp"

namespace understudy::schema {
namespace {

// WhiteSpace and LineTerminator of ECMA-262 §12.2 and §12.3, and all others, as items of a class.
constexpr std::string_view kSpace =
    R"(\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
constexpr std::string_view kNotSpace =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";
constexpr std::string_view kNothing = R"([^\x{0}-\x{10ffff}])";
constexpr std::string_view kNotLineTerminator = R"([^\n\r\x{2028}\x{2029}])";

constexpr std::size_t kMostWithoutStep = 64; // atoms

bool is_lead_surrogate(std::uint32_t c) {
    return c >= 0xD800 && c <= 0xDBFF;
}
bool is_trail_surrogate(std::uint32_t c) {
    return c >= 0xDC00 && c <= 0xDFFF;
}
bool is_surrogate(std::uint32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

std::string escaped(std::uint32_t character) {
    if (character < 0x80 && is_alphanumeric(static_cast<char>(character)))
        return {static_cast<char>(character)};
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, character, 16).ptr;
    return "\\x{" + std::string(digits, end) + "}";
}

// The digits of two numbers without a sign, by value.
bool is_more(std::string_view a, std::string_view b) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    return a.size() != b.size() ? a.size() > b.size() : a > b;
}

// One item of a class: a character, or a set such as \d in PCRE2's syntax.
struct ClassItem {
    bool is_set = false;
    std::uint32_t character = 0;
    std::string set;
};

class Translator {
public:
    explicit Translator(std::string_view pattern) : in_(pattern) {}

    PatternTranslation run() {
        find_groups();
        while (at_ < in_.size()) {
            result_.places.emplace_back(out().size(), at_);
            term();
        }
        if (!open_.empty()) fail(open_.back().offset, "the group is not closed");
        return std::move(result_);
    }

private:
    struct Group {
        std::size_t offset;
        bool assertion;
    };

    [[noreturn]] static void fail(std::size_t offset, std::string reason) {
        throw PatternError{offset, std::move(reason)};
    }

    std::string& out() { return result_.text; }
    bool next_is(std::string_view text) const { return in_.substr(at_).starts_with(text); }
    bool take(std::string_view text) {
        if (!next_is(text)) return false;
        at_ += text.size();
        return true;
    }

    // The character at at_, which moves behind it.
    std::uint32_t character() {
        const std::size_t start = at_;
        const std::uint32_t c = decode(in_, at_);
        if (c == kNoCharacter) fail(start, "ill-formed UTF-8");
        return c;
    }

    // ---- Groups

    // Counts the groups that capture and reads their names: a reference may stand before its group.
    void find_groups() {
        bool in_class = false;
        for (at_ = 0; at_ < in_.size();) {
            const std::size_t start = at_;
            const char c = in_[at_++];
            if (c == '\\') {
                ++at_;
            } else if (in_class) {
                in_class = c != ']';
            } else if (c == '[') {
                in_class = true;
            } else if (c == '(') {
                if (!next_is("?")) {
                    ++group_count_;
                } else if (next_is("?<") && !next_is("?<=") && !next_is("?<!")) {
                    at_ += 2;
                    if (!names_.emplace(group_name(), ++group_count_).second)
                        fail(start, "two groups have this name");
                }
            }
        }
        at_ = 0;
    }

    // RegExpIdentifierName and the `>` behind it.
    std::string group_name() {
        const std::size_t start = at_;
        std::string name;
        while (at_ < in_.size() && !next_is(">")) {
            const std::size_t place = at_;
            std::uint32_t c = character();
            if (c == '\\') {
                if (!take("u")) fail(place, "a group's name has no escape but \\u");
                c = unicode_escape(place);
            }
            const bool start_only = name.empty();
            const bool good = c == '$' || c == '_' ||
                              (start_only ? uc_is_property_id_start(c)
                                          : uc_is_property_id_continue(c) || c == 0x200C || c == 0x200D);
            if (!good) fail(place, "no character for a group's name");
            name += escaped(c);
        }
        if (!take(">") || name.empty()) fail(start, "expected a group's name and >");
        return name;
    }

    void open_group() {
        const std::size_t start = at_++;
        bool assertion = false;
        if (!take("?")) {
            out() += "(";
        } else if (take(":")) {
            out() += "(?:";
        } else if (next_is("=") || next_is("!") || next_is("<=") || next_is("<!")) {
            assertion = true;
            const std::size_t size = next_is("<") ? 2 : 1;
            out() += "(?" + std::string(in_.substr(at_, size));
            at_ += size;
        } else if (take("<")) {
            group_name();
            out() += "(";
        } else {
            fail(start, "(? is followed by :, =, !, <=, <! or <name>");
        }
        open_.push_back({start, assertion});
        step();
    }

    void close_group() {
        if (open_.empty()) fail(at_, "there is no group to close");
        const bool assertion = open_.back().assertion;
        open_.pop_back();
        ++at_;
        out() += ")";
        if (!assertion) out() += quantifier();
        step();
    }

    // ---- Terms

    void term() {
        switch (in_[at_]) {
            case '(':
                return open_group();
            case ')':
                return close_group();
            case '[':
                return atom(character_class());
            case '\\':
                return escape();
            case '*':
            case '+':
            case '?':
            case '{':
                fail(at_, "there is nothing to repeat");
            case ']':
            case '}':
                fail(at_, "a bracket that closes nothing; as a character it is written with a \\");
            case '.':
                ++at_;
                return atom(kNotLineTerminator);
            case '|':
                ++at_;
                out() += '|';
                return;
            case '^':
                ++at_;
                out() += '^';
                return;
            case '$':
                ++at_;
                out() += "\\z";
                return;
            default:
                return atom(literal(character()));
        }
    }

    // No text holds a surrogate by itself.
    static std::string literal(std::uint32_t c) {
        return is_surrogate(c) ? std::string(kNothing) : escaped(c);
    }

    void atom(std::string_view text) {
        const std::string_view repeat = quantifier();
        // PCRE2 skips hopeless starts by what a pattern starts with; a callout there would put an end to it.
        if (!repeat.empty() && !out().empty()) step();
        out() += text;
        out() += repeat;
        if (!repeat.empty() || ++without_step_ >= kMostWithoutStep) step();
    }

    void step() {
        constexpr std::string_view kCallout = "(?C0)"; // never a literal, which is escaped
        if (!out().ends_with(kCallout)) out() += kCallout;
        without_step_ = 0;
    }

    // What repeats the atom before; empty where nothing does.
    std::string_view quantifier() {
        if (at_ == in_.size() || std::string_view("*+?{").find(in_[at_]) == std::string_view::npos) return {};
        const std::size_t start = at_++;
        if (in_[start] == '{') braces(start);
        take("?");
        return in_.substr(start, at_ - start);
    }

    std::string_view digits() {
        const std::size_t start = at_;
        while (at_ < in_.size() && is_digit(in_[at_])) ++at_;
        return in_.substr(start, at_ - start);
    }

    void braces(std::size_t start) {
        const std::string_view least = digits();
        std::string_view most;
        if (take(",")) most = digits();
        if (least.empty() || !take("}"))
            fail(start, "expected {n}, {n,} or {n,m}; as a character, { is written with a \\");
        if (!most.empty() && is_more(least, most)) fail(start, "the numbers are out of order");
    }

    // ---- Escapes

    void escape() {
        const std::size_t start = at_++;
        if (at_ == in_.size()) fail(start, "\\ at the end of the pattern");
        const char c = in_[at_];
        if (c == 'b' || c == 'B') {
            ++at_;
            out() += '\\';
            out() += c;
            return;
        }
        if (c == 'k' || (c >= '1' && c <= '9')) return backreference(start);
        const ClassItem item = escaped_item(start, false);
        if (!item.is_set) return atom(literal(item.character));
        atom("[" + item.set + "]");
    }

    void backreference(std::size_t start) {
        std::string number;
        if (take("k")) {
            if (!take("<")) fail(start, "\\k is followed by <name>");
            const auto group = names_.find(group_name());
            if (group == names_.end()) fail(start, "there is no group of this name");
            number = std::to_string(group->second);
        } else {
            number = digits();
            if (is_more(number, std::to_string(group_count_)))
                fail(start, "there is no group of this number");
        }
        out() += "(?C1)";
        atom("\\g{" + number + "}");
    }

    // What follows a backslash that is no assertion and no reference; at_ is behind the backslash.
    ClassItem escaped_item(std::size_t start, bool in_class) {
        const char c = in_[at_];
        if (std::string_view("dDwW").find(c) != std::string_view::npos) {
            ++at_;
            return {true, 0, {'\\', c}};
        }
        if (c == 's' || c == 'S') {
            ++at_;
            return {true, 0, std::string(c == 's' ? kSpace : kNotSpace)};
        }
        if (c == 'p' || c == 'P') return {true, 0, property(start)};
        return {false, escaped_character(start, in_class), {}};
    }

    std::string property(std::size_t start) {
        const char c = in_[at_++];
        const std::size_t end = in_.find('}', at_);
        if (!take("{") || end == std::string_view::npos) fail(start, "expected \\p{name} or \\p{name=value}");
        const std::string words = translate_property(in_.substr(at_, end - at_));
        if (words.empty()) fail(start, "no property of Unicode that ECMA-262 names");
        at_ = end + 1;
        return std::string("\\") + c + "{" + words + "}";
    }

    std::uint32_t escaped_character(std::size_t start, bool in_class) {
        constexpr std::string_view kLetters = "tnvfr", kControls = "\t\n\v\f\r", kSyntax = "^$\\.*+?()[]{}|/";
        const char c = in_[at_++];
        if (const std::size_t i = kLetters.find(c); i != std::string_view::npos)
            return static_cast<std::uint32_t>(kControls[i]);
        if (kSyntax.find(c) != std::string_view::npos || (c == '-' && in_class))
            return static_cast<std::uint32_t>(c);
        if (c == 'b' && in_class) return '\b';
        if (c == '0' && (at_ == in_.size() || !is_digit(in_[at_]))) return 0;
        if (c == 'c' && at_ < in_.size() && is_letter(in_[at_]))
            return static_cast<std::uint32_t>(in_[at_++]) % 32;
        if (c == 'x') return hex(start, 2);
        if (c == 'u') return unicode_escape(start);
        fail(start, "no escape of ECMA-262 (only ^ $ \\ . * + ? ( ) [ ] { } | / need one)");
    }

    std::uint32_t hex(std::size_t start, std::size_t count) {
        std::uint32_t value = 0;
        const std::string_view text = in_.substr(at_, count);
        const bool good = text.size() == count && std::all_of(text.begin(), text.end(), is_hex);
        if (!good) fail(start, "expected " + std::to_string(count) + " hexadecimal digits");
        std::from_chars(text.data(), text.data() + count, value, 16);
        at_ += count;
        return value;
    }

    // What follows \u: four digits, two times four for a pair of surrogates, or a code point in braces.
    std::uint32_t unicode_escape(std::size_t start) {
        if (take("{")) {
            const std::size_t end = in_.find('}', at_);
            const std::string_view text = in_.substr(at_, end == std::string_view::npos ? end : end - at_);
            if (text.empty() || end == std::string_view::npos ||
                !std::all_of(text.begin(), text.end(), is_hex))
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
        const std::uint32_t second = hex(before, 4);
        if (is_trail_surrogate(second)) return 0x10000 + ((first & 0x3FFU) << 10U) + (second & 0x3FFU);
        at_ = before;
        return first;
    }

    // ---- Classes

    std::string character_class() {
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

    void class_member(std::string& items) {
        const std::size_t start = at_;
        const ClassItem first = class_item();
        if (!next_is("-") || in_.substr(at_).starts_with("-]")) {
            if (first.is_set)
                items += first.set;
            else if (!is_surrogate(first.character))
                items += escaped(first.character);
            return;
        }
        ++at_;
        if (at_ == in_.size()) fail(start, "the class is not closed");
        const ClassItem last = class_item();
        if (first.is_set || last.is_set) fail(start, "a range is from a character to a character");
        if (first.character > last.character) fail(start, "the range is out of order");
        // Without the surrogates, which no text holds and PCRE2 refuses at the end of a range.
        const std::uint32_t from = is_surrogate(first.character) ? 0xE000 : first.character;
        const std::uint32_t to = is_surrogate(last.character) ? 0xD7FF : last.character;
        if (from <= to) items += escaped(from) + "-" + escaped(to);
    }

    ClassItem class_item() {
        const std::size_t start = at_;
        if (!take("\\")) return {false, character(), {}};
        if (at_ == in_.size()) fail(start, "\\ at the end of the pattern");
        return escaped_item(start, true);
    }

    std::string_view in_;
    std::size_t at_ = 0;
    PatternTranslation result_;
    std::vector<Group> open_;
    std::size_t group_count_ = 0;
    std::size_t without_step_ = 0;
    std::map<std::string, std::size_t> names_;
};

} // namespace

std::size_t PatternTranslation::place(std::size_t offset) const {
    const auto after =
        std::upper_bound(places.begin(), places.end(), offset,
                         [](std::size_t wanted, const auto& pair) { return wanted < pair.first; });
    return after == places.begin() ? 0 : std::prev(after)->second;
}

std::variant<PatternTranslation, PatternError> translate_pattern(std::string_view pattern) {
    try {
        return Translator(pattern).run();
    } catch (PatternError& error) {
        return std::move(error);
    }
}

} // namespace understudy::schema
