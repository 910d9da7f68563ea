#include "server/mock/run_progress.hpp"

#include <algorithm>

namespace understudy::mock {
namespace {

/// Bounds the positions, because with GeneratedRuns a client can request any number of ids.
constexpr std::size_t kMostLives = 50'000;

} // namespace

std::size_t RunProgress::next(const Run& run, std::int64_t now_ms) {
    Position& position = of(run, now_ms);
    const std::size_t step = due(run, position, now_ms);
    if (pace_.advance == Advance::poll && step + 1 < run.steps().size()) position.step = step + 1;
    return step;
}

std::size_t RunProgress::current(const Run& run, std::int64_t now_ms) const {
    const auto found = positions_.find(run.key());
    if (found != positions_.end()) return due(run, found->second, now_ms);
    return pace_.advance == Advance::none ? run.steps().size() - 1 : 0;
}

std::uint64_t RunProgress::count_poll(const Run& run, std::int64_t now_ms) {
    return ++of(run, now_ms).polls;
}

std::uint64_t RunProgress::polls(const Run& run) const {
    const auto found = positions_.find(run.key());
    return found == positions_.end() ? 0 : found->second.polls;
}

void RunProgress::move_to(const Run& run, std::size_t step, std::int64_t now_ms) {
    Position& position = of(run, now_ms);
    position.moved = true;
    position.step = step;
    const double since = static_cast<double>(run.steps()[step].at_ms) / pace_.speed;
    position.began_ms = now_ms - static_cast<std::int64_t>(since);
}

void RunProgress::reset() {
    positions_.clear();
    order_.clear();
}

RunProgress::Position& RunProgress::of(const Run& run, std::int64_t now_ms) {
    if (const auto found = positions_.find(run.key()); found != positions_.end()) return found->second;
    if (positions_.size() >= kMostLives) {
        positions_.erase(positions_.find(*order_.front()));
        order_.pop_front();
    }
    const auto added = positions_.emplace(run.key(), Position{}).first;
    added->second.began_ms = now_ms;
    order_.push_back(&added->first);
    return added->second;
}

std::size_t RunProgress::due(const Run& run, const Position& position, std::int64_t now_ms) const {
    const auto& steps = run.steps();
    const std::size_t last = steps.size() - 1; // a reload may have made the run shorter
    if (pace_.advance == Advance::poll) return std::min(position.step, last);
    if (pace_.advance == Advance::none) return position.moved ? std::min(position.step, last) : last;
    const double elapsed = static_cast<double>(now_ms - position.began_ms) * pace_.speed;
    std::size_t step = 0;
    while (step < last && static_cast<double>(steps[step + 1].at_ms) <= elapsed) ++step;
    return step;
}

} // namespace understudy::mock
