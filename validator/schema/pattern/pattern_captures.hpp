#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "validator/schema/pattern/pattern_translation.hpp"

namespace understudy::schema {

/// Finds the backreferences that PCRE2 reads otherwise than ECMA-262.
///
/// In ECMA-262 each round of a loop forgets what the groups in it had matched (§22.2.2.3.1, RepeatMatcher
/// step 4), and a round that matches nothing is none (step 2.b). In PCRE2 a group keeps its text until it
/// matches again, and an empty round sets it. So the two agree only where the group is sure to have matched:
/// in the round at hand, for a backreference in the same loop; in each round, none of which can be empty, for
/// one behind it.
///
/// The translation calls the members in the order of the pattern, and then affected() once.
class PatternCaptures {
public:
    enum class Kind {
        capture,
        plain,
        lookaround, ///< takes no text
        negative,   ///< nor leaves what its groups matched
    };

    void open(Kind kind);
    void alternative();
    /// `quantifier`: as written (`{2,}?`); empty if there is none.
    void close(std::string_view quantifier);
    /// A character or a class.
    void atom(std::string_view quantifier);
    /// `offset`: in the pattern.
    void reference(std::size_t group, std::size_t offset);

    /// The offset of the first backreference on which the two may not agree.
    std::optional<std::size_t> affected() const;

private:
    enum class Part { open, alternative, close, atom, reference };
    struct Step {
        Part part;
        std::size_t index = 0; ///< in groups_ or references_
        bool may_be_empty = false;
    };
    struct Group {
        Kind kind;
        std::size_t begin = 0, end = 0;             ///< the steps
        std::size_t first_capture, end_capture = 0; ///< the captures in it, from 1; its own included
        bool may_skip = false;                      ///< it may match no time
        bool is_loop = false;                       ///< it may match more than once
        bool has_free_rounds = false;               ///< more than it needs

        bool has_capture(std::size_t capture) const {
            return is_loop && first_capture <= capture && capture < end_capture;
        }
        bool has_step(std::size_t step) const { return begin < step && step < end; }
    };
    struct Reference {
        std::size_t capture, offset, step;
    };
    class Walk;

    std::vector<Step> steps_;
    std::vector<Group> groups_;
    std::vector<Reference> references_;
    std::vector<std::size_t> open_;
    std::size_t capture_count_ = 0;
};

/// The same of a pattern that translate_pattern() takes.
std::optional<std::size_t> affected_backreference(std::string_view pattern, PatternSyntax syntax);

} // namespace understudy::schema
