#include "validator/drift/life.hpp"

#include "validator/json/number.hpp"
#include "validator/json/pointer.hpp"

namespace understudy::drift {

using json::Kind;
using json::Value;

void Life::next(const Value& body, schema::BreachSink& sink) {
    if (const Value* state = json::find(body, lifecycle_.field); state != nullptr && state->is(Kind::string))
        next_state(*state, sink);
    if (lifecycle_.progress.empty()) return;
    const Value* progress = json::find(body, lifecycle_.progress);
    if (progress != nullptr && progress->is(Kind::number)) next_progress(*progress, sink);
}

void Life::next_state(const Value& state, schema::BreachSink& sink) {
    if (!state_.empty() && !lifecycle_.allows(state_, state.text)) {
        schema::Breach found = breach(lifecycle_.field, state);
        found.expected = lifecycle_.words_after(state_) + " after " + state_;
        found.found = std::string(state.text); // a state of the contract
        sink.add(std::move(found));
    }
    state_ = state.text;
}

void Life::next_progress(const Value& progress, schema::BreachSink& sink) {
    const json::Decimal now = json::Decimal::parse(progress.text);
    if (!progress_.empty() && now < json::Decimal::parse(progress_)) {
        schema::Breach found = breach(lifecycle_.progress, progress);
        found.expected = "no less than in the response before";
        found.found = "less";
        sink.add(std::move(found));
    }
    progress_ = progress.text;
}

schema::Breach Life::breach(const std::string& pointer, const Value& value) const {
    schema::Breach breach;
    breach.rule = schema::Rule::lifecycle_illegal_move;
    breach.evidence = lifecycle_.evidence;
    breach.offset = value.offset;
    breach.pointer = pointer;
    for (std::size_t at = 1; at < pointer.size();) { // `/run/status` as `run.status`
        const std::size_t end = std::min(pointer.find('/', at), pointer.size());
        breach.path += (breach.path.empty() ? "" : ".") + pointer.substr(at, end - at);
        at = end + 1;
    }
    return breach;
}

} // namespace understudy::drift
