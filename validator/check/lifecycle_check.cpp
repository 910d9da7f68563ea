#include "validator/check/lifecycle_check.hpp"

#include <functional>

#include "validator/json/number.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::check {

using json::Kind;
using json::Value;

namespace {

std::string text_at(const Value& body, const std::string& pointer, Kind kind, std::size_t* offset) {
    const Value* value = pointer.empty() ? nullptr : json::find(body, pointer);
    if (value == nullptr || !value->is(kind)) return {};
    if (offset != nullptr) *offset = value->offset;
    return std::string(value->text);
}

} // namespace

Moment moment_of(const contract::Lifecycle& lifecycle, const Value& body) {
    Moment moment;
    moment.id = text_at(body, lifecycle.id, Kind::string, nullptr);
    moment.state.text = text_at(body, lifecycle.field, Kind::string, &moment.state.offset);
    moment.progress.text = text_at(body, lifecycle.progress, Kind::number, &moment.progress.offset);
    return moment;
}

void RunLife::next(const Moment& moment, schema::BreachSink& sink) {
    if (!moment.state.text.empty()) next_state(moment.state, sink);
    if (!moment.progress.text.empty()) next_progress(moment.progress, sink);
}

void RunLife::continue_with(const RunLife& later) {
    if (!later.state_.empty()) state_ = later.state_;
    if (!later.progress_.empty()) progress_ = later.progress_;
}

void RunLives::next(const Moment& moment, schema::BreachSink& sink) {
    if (moment.id.empty()) return;
    if (last_ == kNone || runs_[last_].id != moment.id) {
        const std::size_t hash = std::hash<std::string_view>()(moment.id);
        last_ = find(moment.id, hash);
        if (last_ == kNone) last_ = add(moment.id, hash);
    }
    last().next(moment, sink);
}

RunLives::Index RunLives::find(const std::string& id, std::size_t hash) {
    Index run = list_of(hash);
    while (run != kNone && (runs_[run].hash != hash || runs_[run].id != id)) run = runs_[run].next;
    return run;
}

// Once the ring is full, reuses the memory of the run that was first seen.
RunLives::Index RunLives::add(const std::string& id, std::size_t hash) {
    auto run = static_cast<Index>(runs_.size());
    if (run < kMostRuns) {
        runs_.push_back({id, hash, list_of(hash), RunLife(*lifecycle_)});
    } else {
        run = oldest_;
        oldest_ = (oldest_ + 1) % kMostRuns;
        unlink(run);
        runs_[run].id = id;
        runs_[run].hash = hash;
        runs_[run].next = list_of(hash);
        runs_[run].life.reset();
    }
    list_of(hash) = run;
    return run;
}

// Removes the run from its list.
void RunLives::unlink(Index run) {
    Index* link = &list_of(runs_[run].hash);
    while (*link != run) link = &runs_[*link].next;
    *link = runs_[run].next;
}

void RunLife::next_state(const Moment::Field& state, schema::BreachSink& sink) {
    if (!state_.empty() && !lifecycle_->allows(state_, state.text)) {
        schema::Breach found = breach(lifecycle_->field, state.offset);
        found.expected = lifecycle_->words_after(state_) + " after " + state_;
        found.found = state.text; // a state from the contract
        sink.add(std::move(found));
    }
    state_ = state.text;
}

void RunLife::next_progress(const Moment::Field& progress, schema::BreachSink& sink) {
    if (progress.text == progress_) return;
    const json::Decimal now = json::Decimal::parse(progress.text);
    if (!progress_.empty() && now < json::Decimal::parse(progress_)) {
        schema::Breach found = breach(lifecycle_->progress, progress.offset);
        found.expected = "no less than in the previous response";
        found.found = "less";
        sink.add(std::move(found));
    }
    progress_ = progress.text;
}

schema::Breach RunLife::breach(const std::string& pointer, std::size_t offset) const {
    schema::Breach breach;
    breach.rule = schema::Rule::lifecycle_illegal_move;
    breach.evidence = lifecycle_->evidence;
    breach.offset = offset;
    breach.pointer = pointer;
    breach.path = contract::path_of_field(pointer);
    return breach;
}

} // namespace understudy::check
