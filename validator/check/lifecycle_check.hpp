#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/lifecycle.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

/// What one response says of its run's life.
struct Moment {
    struct Field {
        std::string text; ///< a string's, or a number's literal; empty: there is none
        std::size_t offset = 0;
    };
    std::string id;
    Field state, progress;
};

/// What a body says; its offsets are those of the body's document.
Moment moment_of(const contract::Lifecycle& lifecycle, const json::Value& body);

/// Follows what responses say of their runs, in their order. A breach has the offset that the moment has.
class RunFollower {
public:
    virtual void next(const Moment& moment, schema::BreachSink& sink) = 0;

protected:
    ~RunFollower() = default;
};

/// The life of one run, as its responses come in order. The Lifecycle must outlive it.
class RunLife final : public RunFollower {
public:
    explicit RunLife(const contract::Lifecycle& lifecycle) : lifecycle_(&lifecycle) {}

    /// The next success response. A move that the lifecycle does not allow, and progress that goes down, is a
    /// `lifecycle.illegal-move`. A response without a state is passed over.
    void next(const Moment& moment, schema::BreachSink& sink) override;

    /// Whether all that the moment is compared with has come: earlier responses could add nothing.
    bool knows(const Moment& moment) const {
        return (moment.state.text.empty() || !state_.empty()) &&
               (moment.progress.text.empty() || !progress_.empty());
    }
    /// Forgets every response.
    void reset() {
        state_.clear();
        progress_.clear();
    }
    /// Goes on as if the responses of `later`, a later segment of the life, had come here.
    void continue_with(const RunLife& later);

    /// The state that came last; empty where none has come.
    const std::string& state() const { return state_; }
    bool has_ended() const { return lifecycle_->is_terminal(state_); }

private:
    void next_state(const Moment::Field& state, schema::BreachSink& sink);
    void next_progress(const Moment::Field& progress, schema::BreachSink& sink);
    schema::Breach breach(const std::string& pointer, std::size_t offset) const;

    const contract::Lifecycle* lifecycle_;
    std::string state_;
    std::string progress_; ///< a number's literal; empty: none has come
};

/// The lives of many runs, whose responses come one among the other. What follows a response of each.
///
/// A ring of runs in the order in which they were seen first, and the lists of those whose ids have the same
/// low bits of a hash: a map would look for each new run, and for the one that goes, in places of their own
/// all over its memory, which took a tenth of the time of a check.
class RunLives final : public RunFollower {
public:
    /// More runs than these are not followed at a time: those seen first are forgotten.
    static constexpr std::size_t kMostRuns = 16384;

    explicit RunLives(const contract::Lifecycle& lifecycle) : lifecycle_(&lifecycle) {}

    /// As RunLife::next(), of the run that the moment is of; nothing where it names none.
    void next(const Moment& moment, schema::BreachSink& sink) override;
    /// Of the run of the last moment that named one.
    RunLife& last() { return runs_[last_].life; }

private:
    using Index = std::uint32_t; // of runs_
    static constexpr Index kNone = UINT32_MAX;
    struct Run {
        std::string id;
        std::size_t hash;
        Index next; ///< in the list that it is in
        RunLife life;
    };

    Index& list_of(std::size_t hash) { return lists_[hash % lists_.size()]; }
    Index find(const std::string& id, std::size_t hash);
    Index add(const std::string& id, std::size_t hash);
    void unlink(Index run);

    const contract::Lifecycle* lifecycle_;
    std::vector<Run> runs_;
    std::vector<Index> lists_ = std::vector<Index>(2 * kMostRuns, kNone); // the first of each
    Index last_ = kNone; // responses of one run mostly come together
    Index oldest_ = 0;   // where there are as many as may be
};

} // namespace understudy::check
