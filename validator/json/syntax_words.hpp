#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace understudy::json {

/// Where in the grammar of JSON a text went wrong.
enum class Expected {
    value,
    name,     ///< of a member, or the end of the object
    colon,    ///< behind a name
    comma,    ///< behind a member or an element, or the end
    string,   ///< the rest of one
    escape,   ///< a letter that may stand behind a backslash
    digits,   ///< of \u
    pair,     ///< of a surrogate
    fraction, ///< digits behind a dot
    exponent, ///< digits behind an e
};

/// What stands at `offset` of a text that is not JSON, in words: `an HTML page`, `a comment, which JSON does
/// not have`. It quotes nothing of the text but words that programs write for lack of a better one (`NaN`).
std::string syntax_words(std::string_view text, std::size_t offset, Expected expected);

/// What a text is as a whole that begins like no JSON text, in words: `UTF-16; JSON is UTF-8`. Empty if its
/// beginning does not tell.
std::string other_text_words(std::string_view text);

} // namespace understudy::json
