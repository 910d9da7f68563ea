#include "validator/check/block_checker.hpp"

#include <span>
#include <utility>

namespace understudy::check {
namespace {

// Tells of a document that was summed already.
class LateFindings final : public schema::BreachSink {
public:
    LateFindings(const RunSegment& stretch, BlockResult& part)
        : stretch_(stretch), part_(part), locator_(stretch.text, stretch.line) {}

    void add(schema::Breach&& breach) override {
        const json::Position place = locator_.locate(breach.offset);
        part_.tally.insert(make_finding(std::move(breach), part_.file, place, false), is_first_,
                           is_first_ && stretch_.conforms);
        is_first_ = false;
    }

private:
    const RunSegment& stretch_;
    BlockResult& part_;
    json::Locator locator_;
    bool is_first_ = true;
};

} // namespace

void BlockChecker::Log::next(const Moment& moment, schema::BreachSink& sink) {
    if (moment.id.empty()) return;
    if (count != 0 && last().first.id == moment.id && last().life.knows(moment))
        return last().life.next(moment, sink);
    if (count == stretches.size()) stretches.push_back({{}, RunLife(*lifecycle_), {}, 1, true});
    ++count;
    last().first = moment;
    last().life.begin();
    last().life.next(moment, sink);
}

void BlockChecker::check(const Lines& lines, std::size_t room, BlockResult& part) {
    tally_ = Tally(room);
    log_.stretches = std::move(part.stretches);
    log_.count = 0;
    part.lines = intake::read_texts(lines.block, 1, [&](const intake::Text& text) {
        const std::size_t known = log_.count;
        const std::uint64_t conforming = tally_.conforming();
        intake::Observation observation{.document = lines.file};
        observation.status = status_;
        observation.text = observation.body = text.bytes;
        observation.first_line = text.line;
        checker_.check(observation, &log_);
        if (log_.count == known) return;
        RunSegment& stretch = log_.last();
        stretch.text = text.bytes;
        stretch.line = text.line;
        stretch.conforms = tally_.conforming() != conforming;
    });
    part.tally = std::move(tally_);
    part.stretches = std::move(log_.stretches);
    part.stretch_count = log_.count;
    part.file = lines.file;
}

RunFollower* RunMoves::follower(bool starts_file) {
    if (!lifecycle_) return nullptr;
    if (starts_file || !lives_) lives_.emplace(*lifecycle_);
    return &*lives_;
}

void RunMoves::complete(BlockResult& part, bool starts_file) {
    if (follower(starts_file) == nullptr) return;
    for (const RunSegment& stretch : std::span(part.stretches).first(part.stretch_count)) {
        LateFindings late(stretch, part);
        lives_->next(stretch.first, late);
        lives_->last().go_on_with(stretch.life);
    }
}

} // namespace understudy::check
