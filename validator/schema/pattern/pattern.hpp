#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <variant>

#include "validator/schema/pattern/pattern_translation.hpp"

struct pcre2_real_code_8;

namespace understudy::schema {

/// A regular expression of ECMA-262 (JSON Schema Core §6.4), without a flag but `u`, ready to search.
///
/// Immutable: one Pattern serves any number of threads. Each thread keeps the memory of its searches.
class Pattern {
public:
    enum class Result {
        match,
        no_match,
        limit, ///< given up: the search would have taken too many steps, or too much memory
    };

    /// Returns the pattern, or the reason for refusing it. Either ECMA-262 does not allow the text, or this
    /// program cannot do it (a repeat of more than 65,535, a lookbehind without a fixed length, groups nested
    /// more than 250 deep, a backreference to a group that not every round of its loop sets, …). Annex B is
    /// used only for a text that is not a pattern with the `u` flag. PatternError::is_legal tells the two
    /// apart.
    static std::variant<Pattern, PatternError> compile(std::string_view pattern,
                                                       PatternSyntax syntax = PatternSyntax::unicode);

    /// Whether the pattern matches anywhere in a text. The search counts steps and reads no clock, so the
    /// same text always ends the same way. The limit grows with the text. Ill-formed UTF-8 never matches.
    Result search(std::string_view text) const;

private:
    struct Free {
        void operator()(pcre2_real_code_8* code) const;
    };
    explicit Pattern(pcre2_real_code_8* code) : code_(code) {}

    std::unique_ptr<pcre2_real_code_8, Free> code_;
};

/// Whether the text is a pattern of ECMA-262 with the `u` flag, even if compile() cannot do it.
bool is_pattern(std::string_view text);

} // namespace understudy::schema
