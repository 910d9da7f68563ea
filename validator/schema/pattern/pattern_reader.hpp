#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "validator/schema/pattern/pattern_translation.hpp"

namespace understudy::schema {

/// Matches no text at all, in PCRE2's syntax.
constexpr std::string_view kNothing = R"([^\x{0}-\x{10ffff}])";

/// Writes a character of a pattern so that PCRE2 takes it literally.
std::string escaped(std::uint32_t character);
bool is_surrogate(std::uint32_t character);

/// Reads the parts of a pattern's terms, one after the other: characters, escapes and classes. The members
/// throw PatternError.
class PatternReader {
protected:
    /// The meaning of an escape: a character, or a set such as `\d`, as an item of a class in PCRE2's syntax.
    struct ClassItem {
        bool is_set = false;
        std::uint32_t character = 0;
        std::string set;
    };

    PatternReader(std::string_view pattern, PatternSyntax syntax)
        : in_(pattern),
          is_lenient_(syntax != PatternSyntax::unicode),
          has_letters_(syntax == PatternSyntax::annex_b) {}

    [[noreturn]] static void fail(std::size_t offset, std::string reason);

    bool next_is(std::string_view text) const { return in_.substr(at_).starts_with(text); }
    /// Moves past the text, if it comes next.
    bool take(std::string_view text);
    std::uint32_t character();
    std::string_view digits();

    /// Reads the text after a backslash that begins neither an assertion nor a reference.
    ClassItem escaped_item(std::size_t start, bool in_class);
    /// Reads the text after `\u`: four digits, twice four for a surrogate pair, or a code point in braces.
    std::uint32_t unicode_escape(std::size_t start);
    /// Reads from [ to ].
    std::string character_class();

    std::string_view in_;
    std::size_t at_ = 0; ///< offset of the next byte to read
    bool is_lenient_;
    bool has_letters_; ///< whether a backslash may stand before any letter or digit

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
