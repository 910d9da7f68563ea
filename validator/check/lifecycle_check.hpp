#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/lifecycle.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

/// One response's view of its run: id, state and progress.
struct Moment {
    struct Field {
        std::string text; ///< the text of a string, or a number's literal; empty if absent
        std::size_t offset = 0;
    };
    std::string id;
    Field state, progress;
};

/// Reads the moment from a body. Its offsets count in the body's document.
Moment moment_of(const contract::Lifecycle& lifecycle, const json::Value& body);

/// Follows runs through their responses, in order. A breach takes its offset from the moment.
class RunFollower {
public:
    virtual void next(const Moment& moment, schema::BreachSink& sink) = 0;

protected:
    ~RunFollower() = default;
};

/// The life of one run, whose responses come in order. The Lifecycle must outlive it.
class RunLife final : public RunFollower {
public:
    explicit RunLife(const contract::Lifecycle& lifecycle) : lifecycle_(&lifecycle) {}

    /// Adds the next success response. A move that the lifecycle does not allow, or progress that goes down,
    /// is a `lifecycle.illegal-move`. A response without a state is skipped.
    void next(const Moment& moment, schema::BreachSink& sink) override;

    /// Whether everything that the moment is compared with is known, so that earlier responses could add
    /// nothing.
    bool knows(const Moment& moment) const {
        return (moment.state.text.empty() || !state_.empty()) &&
               (moment.progress.text.empty() || !progress_.empty());
    }
    /// Forgets every response.
    void reset() {
        state_.clear();
        progress_.clear();
    }
    /// Continues as if the responses of `later`, a later segment of the life, had come here.
    void continue_with(const RunLife& later);

    /// The last state; empty if none has come.
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

/// The lives of many runs whose responses are interleaved. Follows each run separately.
///
/// The runs are in a ring, in the order in which they were first seen. Lists join the runs whose ids share
/// the low bits of a hash. A map would touch scattered memory for each run that it adds or removes; that took
/// a tenth of the time of a check.
class RunLives final : public RunFollower {
public:
    /// The most runs followed at a time. Beyond that, the runs first seen are forgotten.
    static constexpr std::size_t kMostRuns = 16384;

    explicit RunLives(const contract::Lifecycle& lifecycle) : lifecycle_(&lifecycle) {}

    /// As RunLife::next(), for the run that the moment names; does nothing if it names none.
    void next(const Moment& moment, schema::BreachSink& sink) override;
    /// The life of the run that was last named.
    RunLife& last() { return runs_[last_].life; }

private:
    using Index = std::uint32_t; // an index into runs_
    static constexpr Index kNone = UINT32_MAX;
    struct Run {
        std::string id;
        std::size_t hash;
        Index next; ///< the next run in its list
        RunLife life;
    };

    Index& list_of(std::size_t hash) { return lists_[hash % lists_.size()]; }
    Index find(const std::string& id, std::size_t hash);
    Index add(const std::string& id, std::size_t hash);
    void unlink(Index run);

    const contract::Lifecycle* lifecycle_;
    std::vector<Run> runs_;
    std::vector<Index> lists_ = std::vector<Index>(2 * kMostRuns, kNone); // the first run of each list
    Index last_ = kNone; // responses of one run mostly come together
    Index oldest_ = 0;   // the run to replace once the ring is full
};

} // namespace understudy::check
