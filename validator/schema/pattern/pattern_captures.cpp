#include "validator/schema/pattern/pattern_captures.hpp"

#include <algorithm>
#include <utility>

namespace understudy::schema {
namespace {

/// How often what a quantifier stands behind may match.
struct Rounds {
    bool may_skip = false;
    bool is_loop = false;         ///< more than once
    bool has_free_rounds = false; ///< the most is more than the least

    explicit Rounds(std::string_view quantifier) {
        if (quantifier.empty()) return;
        if (quantifier.front() != '{') {
            may_skip = quantifier.front() != '+';
            is_loop = quantifier.front() != '?';
            has_free_rounds = true;
            return;
        }
        const std::string_view inside = quantifier.substr(1, quantifier.find('}') - 1);
        const std::size_t comma = std::min(inside.find(','), inside.size());
        const std::string_view least = number(inside.substr(0, comma));
        const std::string_view most = comma == inside.size() ? least : number(inside.substr(comma + 1));
        const bool is_endless = comma + 1 == inside.size();
        may_skip = least.empty();
        is_loop = is_endless || most.size() > 1 || (!most.empty() && most != "1");
        has_free_rounds = is_endless || most != least;
    }

private:
    // Without leading zeros, so that 0 is empty.
    static std::string_view number(std::string_view digits) {
        return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
    }
};

using Captures = std::vector<bool>; // those that are sure to have matched

Captures both(Captures one, const Captures& other) {
    for (std::size_t i = 0; i < one.size(); ++i) one[i] = one[i] && other[i];
    return one;
}

} // namespace

void PatternCaptures::open(Kind kind) {
    open_.push_back(groups_.size());
    steps_.push_back({Part::open, groups_.size()});
    const std::size_t first = capture_count_ + 1;
    if (kind == Kind::capture) ++capture_count_;
    groups_.push_back({kind, steps_.size() - 1, 0, first});
}

void PatternCaptures::alternative() {
    steps_.push_back({Part::alternative});
}

void PatternCaptures::close(std::string_view quantifier) {
    const Rounds rounds(quantifier);
    Group& group = groups_[open_.back()];
    group.end = steps_.size();
    group.end_capture = capture_count_ + 1;
    group.may_skip = rounds.may_skip;
    group.is_loop = rounds.is_loop;
    group.has_free_rounds = rounds.has_free_rounds;
    steps_.push_back({Part::close, open_.back()});
    open_.pop_back();
}

void PatternCaptures::atom(std::string_view quantifier) {
    steps_.push_back({Part::atom, 0, Rounds(quantifier).may_skip});
}

void PatternCaptures::reference(std::size_t group, std::size_t offset) {
    references_.push_back({group, offset, steps_.size()});
    steps_.push_back({Part::reference, references_.size() - 1});
}

/// Follows which captures are sure to have matched, step by step.
class PatternCaptures::Walk {
public:
    explicit Walk(const PatternCaptures& pattern)
        : pattern_(pattern), sure_(pattern.capture_count_ + 1), ends_(pattern.groups_.size()) {
        for (const Step& step : pattern.steps_) take(step);
    }

    bool is_affected(const Reference& reference, bool was_sure) const {
        for (std::size_t i = 0; i < pattern_.groups_.size(); ++i) {
            const Group& loop = pattern_.groups_[i];
            if (!loop.has_capture(reference.capture)) continue;
            if (loop.has_step(reference.step) && !was_sure) return true;
            const bool is_behind = loop.end < reference.step;
            const bool is_set = ends_[i].sure[reference.capture];
            if (is_behind && (!is_set || (ends_[i].may_be_empty && loop.has_free_rounds))) return true;
        }
        return false;
    }

    /// Of each reference, whether its capture was.
    const std::vector<bool>& of_references() const { return of_references_; }

private:
    /// What one round of a group leaves.
    struct End {
        Captures sure;
        bool may_be_empty = false;
    };
    struct Open {
        Captures before, start;
        bool was_empty;
        std::optional<End> others; ///< what all alternatives before have in common
    };

    void take(const Step& step) {
        switch (step.part) {
            case Part::open:
                return open(pattern_.groups_[step.index]);
            case Part::alternative:
                return alternative();
            case Part::close:
                return close(step.index);
            case Part::atom:
                may_be_empty_ = may_be_empty_ && step.may_be_empty;
                return;
            case Part::reference:
                of_references_.push_back(sure_[pattern_.references_[step.index].capture]);
                return;
        }
    }

    void open(const Group& group) {
        const Captures before = sure_;
        if (group.is_loop)
            std::fill(sure_.begin() + static_cast<std::ptrdiff_t>(group.first_capture),
                      sure_.begin() + static_cast<std::ptrdiff_t>(group.end_capture), false);
        open_.push_back({before, sure_, std::exchange(may_be_empty_, true), std::nullopt});
    }

    // The pattern itself is no group, and what its alternatives have in common matters to none.
    void alternative() {
        if (open_.empty()) {
            sure_.assign(sure_.size(), false);
            return;
        }
        Open& open = open_.back();
        open.others = together(open);
        sure_ = open.start;
        may_be_empty_ = true;
    }

    End together(const Open& open) const {
        if (!open.others) return {sure_, may_be_empty_};
        return {both(sure_, open.others->sure), may_be_empty_ || open.others->may_be_empty};
    }

    void close(std::size_t index) {
        const Group& group = pattern_.groups_[index];
        Open open = std::move(open_.back());
        open_.pop_back();
        End end = together(open);
        if (group.kind == Kind::capture) end.sure[group.first_capture] = true;
        const bool is_kept = group.kind != Kind::negative && !group.may_skip;
        sure_ = is_kept ? end.sure : open.before;
        const bool takes_nothing = group.kind == Kind::negative || group.kind == Kind::lookaround ||
                                   group.may_skip || end.may_be_empty;
        may_be_empty_ = open.was_empty && takes_nothing;
        if (group.is_loop) ends_[index] = std::move(end);
    }

    const PatternCaptures& pattern_;
    Captures sure_;
    bool may_be_empty_ = true;
    std::vector<Open> open_;
    std::vector<End> ends_; ///< of the groups that are loops
    std::vector<bool> of_references_;
};

std::optional<std::size_t> PatternCaptures::affected() const {
    if (references_.empty()) return std::nullopt;
    const Walk walk(*this);
    for (std::size_t i = 0; i < references_.size(); ++i)
        if (walk.is_affected(references_[i], walk.of_references()[i])) return references_[i].offset;
    return std::nullopt;
}

} // namespace understudy::schema
