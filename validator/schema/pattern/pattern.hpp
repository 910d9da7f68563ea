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
/// Immutable: one Pattern serves any number of threads, each of which keeps the memory of its searches.
/// Where it differs from ECMA-262: a group's text is not forgotten when the group around it repeats.
class Pattern {
public:
    enum class Result {
        match,
        no_match,
        limit, ///< given up: it would have taken more steps than are worth it, or too much memory
    };

    /// A pattern, or why there is none: it is not one of ECMA-262, or beyond what this program can do (a
    /// repeat of more than 65,535, a lookbehind of no fixed length, groups nested more than 250 deep, …).
    /// Annex B is used only for a text that is not a pattern with the `u` flag.
    static std::variant<Pattern, PatternError> compile(std::string_view pattern,
                                                       PatternSyntax syntax = PatternSyntax::unicode);

    /// Whether it matches anywhere in a text. The steps are counted and no clock is read, so the same text
    /// always ends the same way; their limit grows with the text. Of ill-formed UTF-8 nothing matches.
    Result search(std::string_view text) const;

private:
    struct Free {
        void operator()(pcre2_real_code_8* code) const;
    };
    explicit Pattern(pcre2_real_code_8* code) : code_(code) {}

    std::unique_ptr<pcre2_real_code_8, Free> code_;
};

/// Whether it is a pattern of ECMA-262 with the `u` flag, be it one that compile() can do or not.
bool is_pattern(std::string_view text);

} // namespace understudy::schema
