#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace understudy::schema {

/// Says what is wrong with a pattern, and at which byte.
struct PatternError {
    std::size_t offset = 0;
    std::string reason;
    bool is_legal = false; ///< ECMA-262 allows the pattern, and this program cannot do it
};

/// The grammar of ECMA-262 by which a pattern is read.
enum class PatternSyntax {
    unicode,     ///< §22.2.1 with the `u` flag, as 2020-12 recommends
    punctuation, ///< annex B as well, where a text needs it only for punctuation (`\-`, `]`, `[\w-.]`). A
                 ///< letter behind a backslash that means nothing is mostly another language's (`\Z`, `\h`)
    annex_b, ///< §B.1.2 too: text without syntax stands for itself (`]`, `{`, `\-`, `[\w-.]`, …). A text is
             ///< still made of code points, and `\p{…}` and `\u{…}` keep their meaning
};

/// A pattern in PCRE2's syntax, for the options UTF, DOTALL and MATCH_UNSET_BACKREF, and never UCP.
///
/// Callouts let a search count its steps. They stand around each repeated term, at the start of each group
/// and after it, and at intervals elsewhere. So between two callouts, or between a start and the first
/// callout, PCRE2 reads no more of the text than the distance from one to the other and a few dozen
/// characters. Only after kBackreference it may read all of the text.
struct PatternTranslation {
    static constexpr unsigned kStep = 0, kBackreference = 1; ///< the numbers of callouts

    std::string text;
    std::vector<std::pair<std::size_t, std::size_t>>
        places; ///< by offset in `text`, the offset in the pattern

    /// The offset in the pattern of the part that was translated to this offset.
    std::size_t place(std::size_t offset) const;
};

/// Checks a pattern by the grammar of ECMA-262, and rewrites it. Takes linear time and does not recurse.
std::variant<PatternTranslation, PatternError> translate_pattern(std::string_view pattern,
                                                                 PatternSyntax syntax);

} // namespace understudy::schema
