#include "validator/command/block_checker.hpp"

#include <utility>

namespace understudy::command {
namespace {

// Tells of a document that was summed already.
class Late final : public schema::BreachSink {
public:
    Late(const Step& step, Part& part) : step_(step), part_(part), locator_(step.text, step.line) {}

    void add(schema::Breach&& breach) override {
        const json::Position place = locator_.locate(breach.offset);
        part_.tally.insert(drift::make_finding(std::move(breach), part_.file, place, false), is_first_,
                           is_first_ && step_.conforms);
        is_first_ = false;
    }

private:
    const Step& step_;
    Part& part_;
    json::Locator locator_;
    bool is_first_ = true;
};

} // namespace

void BlockChecker::Log::next(drift::Moment moment, schema::BreachSink&) {
    if (!moment.id.empty()) steps_.push_back({std::move(moment), {}, 1, true});
}

Part BlockChecker::check(const Lines& lines, std::size_t room) {
    tally_ = drift::Tally(room);
    steps_.clear();
    const std::size_t count = intake::read_texts(lines.block, 1, [&](const intake::Text& text) {
        const std::size_t known = steps_.size();
        const std::uint64_t conforming = tally_.conforming();
        checker_.check({lines.file, text.bytes, text.bytes, text.line, status_, nullptr, &log_});
        if (steps_.size() == known) return;
        Step& step = steps_.back();
        step.text = text.bytes;
        step.line = text.line;
        step.conforms = tally_.conforming() != conforming;
    });
    return {std::move(tally_), count, std::move(steps_), lines.file};
}

drift::Follower* Moves::follower(bool starts_file) {
    if (!lifecycle_) return nullptr;
    if (starts_file || !lives_) lives_.emplace(*lifecycle_);
    return &*lives_;
}

void Moves::complete(Part& part, bool starts_file) {
    drift::Follower* const lives = follower(starts_file);
    for (Step& step : part.steps) {
        Late late(step, part);
        lives->next(std::move(step.moment), late);
    }
}

} // namespace understudy::command
