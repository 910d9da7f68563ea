#include "validator/drift/life.hpp"

#include "validator/json/number.hpp"
#include "validator/json/pointer.hpp"

namespace understudy::drift {

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

void Life::next(const Moment& moment, schema::BreachSink& sink) {
    if (!moment.state.text.empty()) next_state(moment.state, sink);
    if (!moment.progress.text.empty()) next_progress(moment.progress, sink);
}

void Life::go_on_with(const Life& later) {
    if (!later.state_.empty()) state_ = later.state_;
    if (!later.progress_.empty()) progress_ = later.progress_;
}

void Lives::next(const Moment& moment, schema::BreachSink& sink) {
    if (moment.id.empty()) return;
    if (last_ != nullptr && last_->first == moment.id) return last_->second.next(moment, sink);
    const auto known = lives_.find(moment.id);
    last_ = known != lives_.end() ? &*known : &add(moment.id);
    last_->second.next(moment, sink);
}

// Where there are as many as may be, in the memory of the one that was seen first.
Lives::Entry& Lives::add(const std::string& id) {
    if (lives_.size() < kMostRuns) {
        Entry& added = *lives_.try_emplace(id, *lifecycle_).first;
        order_.push_back(&added);
        return added;
    }
    Entry*& oldest = order_[oldest_];
    oldest_ = (oldest_ + 1) % kMostRuns;
    auto node = lives_.extract(oldest->first);
    node.key() = id;
    node.mapped().begin();
    oldest = &*lives_.insert(std::move(node)).position;
    return *oldest;
}

void Life::next_state(const Moment::Field& state, schema::BreachSink& sink) {
    if (!state_.empty() && !lifecycle_->allows(state_, state.text)) {
        schema::Breach found = breach(lifecycle_->field, state.offset);
        found.expected = lifecycle_->words_after(state_) + " after " + state_;
        found.found = state.text; // a state of the contract
        sink.add(std::move(found));
    }
    state_ = state.text;
}

void Life::next_progress(const Moment::Field& progress, schema::BreachSink& sink) {
    if (progress.text == progress_) return;
    const json::Decimal now = json::Decimal::parse(progress.text);
    if (!progress_.empty() && now < json::Decimal::parse(progress_)) {
        schema::Breach found = breach(lifecycle_->progress, progress.offset);
        found.expected = "no less than in the response before";
        found.found = "less";
        sink.add(std::move(found));
    }
    progress_ = progress.text;
}

schema::Breach Life::breach(const std::string& pointer, std::size_t offset) const {
    schema::Breach breach;
    breach.rule = schema::Rule::lifecycle_illegal_move;
    breach.evidence = lifecycle_->evidence;
    breach.offset = offset;
    breach.pointer = pointer;
    breach.path = contract::path_of_field(pointer);
    return breach;
}

} // namespace understudy::drift
