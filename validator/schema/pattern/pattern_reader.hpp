#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "validator/schema/pattern/pattern_translation.hpp"

namespace understudy::schema {

/// Matches no text at all, in PCRE2's syntax.
constexpr std::string_view kNothing = R"([^\x{0}-\x{10ffff}])";

/// A character of a pattern as PCRE2 takes it for itself and nothing else.
std::string escaped(std::uint32_t character);
bool is_surrogate(std::uint32_t character);

/// What a pattern's terms are made of: its characters, escapes and classes, which are read one after the
/// other. The members throw PatternError.
class PatternReader {
protected:
    /// What an escape stands for: a character, or a set such as `\d`, as an item of a class in PCRE2's
    /// syntax.
    struct ClassItem {
        bool is_set = false;
        std::uint32_t character = 0;
        std::string set;
    };

    PatternReader(std::string_view pattern, PatternSyntax syntax)
        : in_(pattern), is_lenient_(syntax == PatternSyntax::annex_b) {}

    [[noreturn]] static void fail(std::size_t offset, std::string reason);

    bool next_is(std::string_view text) const { return in_.substr(at_).starts_with(text); }
    /// Moves behind the text, where that is next.
    bool take(std::string_view text);
    std::uint32_t character();
    std::string_view digits();

    /// What follows a backslash that is no assertion and no reference.
    ClassItem escaped_item(std::size_t start, bool in_class);
    /// What follows `\u`: four digits, two times four for a pair of surrogates, or a code point in braces.
    std::uint32_t unicode_escape(std::size_t start);
    /// From [ to ].
    std::string character_class();

    std::string_view in_;
    std::size_t at_ = 0; ///< of the byte that is read next
    bool is_lenient_;

private:
    std::string property(std::size_t start);
    std::uint32_t escaped_character(std::size_t start, bool in_class);
    std::uint32_t identity(std::size_t start, bool in_class);
    std::uint32_t legacy_octal();
    std::uint32_t hex(std::size_t start, std::size_t count);
    void class_member(std::string& items);
    ClassItem class_item();
};

} // namespace understudy::schema
