#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace understudy::schema {

/// What is wrong with a pattern, and at which of its bytes.
struct PatternError {
    std::size_t offset = 0;
    std::string reason;
};

/// Which grammar of ECMA-262 a pattern is read by.
enum class PatternSyntax {
    unicode, ///< §22.2.1 with the `u` flag, as 2020-12 asks for
    annex_b, ///< §B.1.2 too: text without syntax stands for itself (`]`, `{`, `\-`, `[\w-.]`, …). A text is
             ///< still made of code points, and `\p{…}` and `\u{…}` keep their meaning
};

/// A pattern in PCRE2's syntax, for the options UTF, DOTALL and MATCH_UNSET_BACKREF, and never UCP.
///
/// It is strewn with callouts, by which a search counts its steps: around what is repeated, where a group
/// starts and after it, and every so often. So what is read of the text between two of them, or a start and
/// the first of them, is no more than the way from one to the other, and a few dozen characters; only after
/// kBackreference it may be all of it.
struct PatternTranslation {
    static constexpr unsigned kStep = 0, kBackreference = 1; ///< the numbers of callouts

    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>>
        places; ///< by offset in `text`, the offset in the pattern

    /// Where in the pattern stands what has been translated to this offset.
    std::size_t place(std::size_t offset) const;
};

/// Checks a pattern by the grammar of ECMA-262, and rewrites it. Linear in time; no recursion.
std::variant<PatternTranslation, PatternError> translate_pattern(std::string_view pattern,
                                                                 PatternSyntax syntax);

} // namespace understudy::schema
