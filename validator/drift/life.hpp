#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "validator/contract/lifecycle.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/breach.hpp"

namespace understudy::drift {

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

/// Takes what responses say, in their order. What is wrong in it is told of with offsets that the moment has.
class Follower {
public:
    virtual void next(Moment moment, schema::BreachSink& sink) = 0;

protected:
    ~Follower() = default;
};

/// The life of one run, as its responses come in order. The Lifecycle must outlive it.
class Life final : public Follower {
public:
    explicit Life(const contract::Lifecycle& lifecycle) : lifecycle_(&lifecycle) {}

    /// The next success response. A move that the lifecycle does not allow, and progress that goes down, is a
    /// `lifecycle.illegal-move`. What is no state is passed over.
    void next(Moment moment, schema::BreachSink& sink) override;

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
class Lives final : public Follower {
public:
    /// More runs than these are not followed at a time: those seen first are forgotten.
    static constexpr std::size_t kMostRuns = 16384;

    explicit Lives(const contract::Lifecycle& lifecycle) : lifecycle_(&lifecycle) {}

    /// As Life::next(), of the run that the moment is of; nothing where it names none.
    void next(Moment moment, schema::BreachSink& sink) override;

private:
    const contract::Lifecycle* lifecycle_;
    std::unordered_map<std::string, Life> lives_;
    std::pair<const std::string, Life>* last_ =
        nullptr;                         // the map's: responses of one run mostly come together
    std::deque<const std::string*> ids_; // in the order in which they were seen first; the map's
};

} // namespace understudy::drift
