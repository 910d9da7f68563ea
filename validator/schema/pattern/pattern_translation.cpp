#include "validator/schema/pattern/pattern_translation.hpp"

#include <unictype.h>

#include <algorithm>
#include <cstdint>
#include <map>

#include "validator/schema/pattern/pattern_captures.hpp"
#include "validator/schema/pattern/pattern_reader.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::schema {
namespace {

constexpr std::string_view kNotLineTerminator = R"([^\n\r\x{2028}\x{2029}])";

constexpr std::size_t kMostWithoutStep = 64; // atoms

// Compares two unsigned numbers, given as digits, by value.
bool is_more(std::string_view a, std::string_view b) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    return a.size() != b.size() ? a.size() > b.size() : a > b;
}

class Translator : PatternReader {
public:
    Translator(std::string_view pattern, PatternSyntax syntax) : PatternReader(pattern, syntax) {}

    const PatternCaptures& captures() const { return captures_; }

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
        bool may_repeat;
    };

    std::string& out() { return result_.text; }

    // ---- Groups

    // Counts the capturing groups and reads their names, because a reference may stand before its group.
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
                if (!take("u")) fail(place, "a group's name allows no escape except \\u");
                c = unicode_escape(place);
            }
            const bool start_only = name.empty();
            const bool good = c == '$' || c == '_' ||
                              (start_only ? uc_is_property_id_start(c)
                                          : uc_is_property_id_continue(c) || c == 0x200C || c == 0x200D);
            if (!good) fail(place, "a group's name cannot have this character");
            name += escaped(c);
        }
        if (!take(">") || name.empty()) fail(start, "expected a group's name and >");
        return name;
    }

    void open_group() {
        const std::size_t start = at_++;
        bool may_repeat = true;
        auto kind = PatternCaptures::Kind::capture;
        if (!take("?")) {
            out() += "(";
        } else if (take(":")) {
            kind = PatternCaptures::Kind::plain;
            out() += "(?:";
        } else if (next_is("=") || next_is("!") || next_is("<=") || next_is("<!")) {
            const std::size_t size = next_is("<") ? 2 : 1;
            may_repeat = is_lenient_ && size == 1;
            kind = in_[at_ + size - 1] == '!' ? PatternCaptures::Kind::negative
                                              : PatternCaptures::Kind::lookaround;
            out() += "(?" + std::string(in_.substr(at_, size));
            at_ += size;
        } else if (take("<")) {
            group_name();
            out() += "(";
        } else {
            fail(start, "(? is followed by :, =, !, <=, <! or <name>");
        }
        open_.push_back({start, may_repeat});
        captures_.open(kind);
        step();
    }

    void close_group() {
        if (open_.empty()) fail(at_, "there is no group to close");
        const bool may_repeat = open_.back().may_repeat;
        open_.pop_back();
        ++at_;
        out() += ")";
        const std::string_view repeat = may_repeat ? quantifier() : std::string_view();
        captures_.close(repeat);
        out() += repeat;
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
                fail(at_, "there is nothing to repeat");
            case '{':
                if (!is_lenient_ || opens_braces()) fail(at_, "there is nothing to repeat");
                return atom(literal(character()));
            case ']':
            case '}':
                if (!is_lenient_) fail(at_, "a bracket that closes nothing; write a literal one with a \\");
                return atom(literal(character()));
            case '.':
                ++at_;
                return atom(kNotLineTerminator);
            case '|':
                ++at_;
                out() += '|';
                captures_.alternative();
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

    // No text holds a lone surrogate.
    static std::string literal(std::uint32_t c) {
        return is_surrogate(c) ? std::string(kNothing) : escaped(c);
    }

    void atom(std::string_view text, bool is_reference = false) {
        const std::string_view repeat = quantifier();
        if (!is_reference) captures_.atom(repeat); // a reference may be to nothing, and takes nothing then
        // PCRE2 looks at the start of a pattern to skip hopeless places. A callout there would prevent that.
        if (!repeat.empty() && !out().empty()) step();
        out() += text;
        out() += repeat;
        if (!repeat.empty() || ++without_step_ >= kMostWithoutStep) step();
    }

    void step() {
        constexpr std::string_view kCallout = "(?C0)"; // never a literal, because literals are escaped
        if (!out().ends_with(kCallout)) out() += kCallout;
        without_step_ = 0;
    }

    // The quantifier of the preceding atom; empty if it has none.
    std::string_view quantifier() {
        if (at_ == in_.size() || std::string_view("*+?{").find(in_[at_]) == std::string_view::npos) return {};
        if (in_[at_] == '{' && is_lenient_ && !opens_braces()) return {};
        const std::size_t start = at_++;
        if (in_[start] == '{') braces(start);
        take("?");
        return in_.substr(start, at_ - start);
    }

    // Whether {n}, {n,} or {n,m} is next.
    bool opens_braces() {
        const std::size_t start = at_++;
        bool does = !digits().empty();
        if (take(",")) digits();
        does = does && next_is("}");
        at_ = start;
        return does;
    }

    void braces(std::size_t start) {
        const std::string_view least = digits();
        std::string_view most;
        if (take(",")) most = digits();
        if (least.empty() || !take("}"))
            fail(start, "expected {n}, {n,} or {n,m}; write a literal { with a \\");
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
        if (is_backreference()) return backreference(start);
        const ClassItem item = escaped_item(start, false);
        if (!item.is_set) return atom(literal(item.character));
        atom("[" + item.set + "]");
    }

    // By annex B, a text is not a backreference if no such group exists.
    bool is_backreference() {
        if (next_is("k")) return !is_lenient_ || !names_.empty();
        if (!text::is_digit(in_[at_]) || next_is("0")) return false;
        const std::size_t start = at_;
        const std::string_view number = digits();
        at_ = start;
        return !is_lenient_ || !is_more(number, std::to_string(group_count_));
    }

    void backreference(std::size_t start) {
        std::string number;
        if (take("k")) {
            if (!take("<")) fail(start, "\\k is followed by <name>");
            const auto group = names_.find(group_name());
            if (group == names_.end()) fail(start, "there is no group with this name");
            number = std::to_string(group->second);
        } else {
            number = digits();
            if (is_more(number, std::to_string(group_count_)))
                fail(start, "there is no group with this number");
        }
        captures_.reference(std::stoul(number), start); // no more than group_count_
        out() += "(?C1)";
        // In a group, because PCRE2's own repeat of a reference to nothing fails.
        atom("(?:\\g{" + number + "})", true);
    }

    PatternTranslation result_;
    PatternCaptures captures_;
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

std::variant<PatternTranslation, PatternError> translate_pattern(std::string_view pattern,
                                                                 PatternSyntax syntax) {
    try {
        return Translator(pattern, syntax).run();
    } catch (PatternError& error) {
        return std::move(error);
    }
}

std::optional<std::size_t> affected_backreference(std::string_view pattern, PatternSyntax syntax) {
    Translator translator(pattern, syntax);
    translator.run();
    return translator.captures().affected();
}

} // namespace understudy::schema
