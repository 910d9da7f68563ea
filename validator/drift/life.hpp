#pragma once

#include <string>

#include "validator/contract/lifecycle.hpp"
#include "validator/json/document.hpp"
#include "validator/schema/breach.hpp"

namespace understudy::drift {

/// The life of one run, as its responses come in order. The Lifecycle must outlive it.
class Life {
public:
    explicit Life(const contract::Lifecycle& lifecycle) : lifecycle_(lifecycle) {}

    /// The next success response's body. A move that the lifecycle does not allow, and progress that goes
    /// down, is a `lifecycle.illegal-move`; offsets are those of the body's document. What is no state is
    /// passed over.
    void next(const json::Value& body, schema::BreachSink& sink);

    /// The state that came last; empty where none has come.
    const std::string& state() const { return state_; }
    bool has_ended() const { return lifecycle_.is_terminal(state_); }

private:
    void next_state(const json::Value& state, schema::BreachSink& sink);
    void next_progress(const json::Value& progress, schema::BreachSink& sink);
    schema::Breach breach(const std::string& pointer, const json::Value& value) const;

    const contract::Lifecycle& lifecycle_;
    std::string state_;
    std::string progress_; ///< a number's literal; empty: none has come
};

} // namespace understudy::drift
