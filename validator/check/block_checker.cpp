#include "validator/check/block_checker.hpp"

#include <span>
#include <utility>

namespace understudy::check {
namespace {

// Adds findings to a document that is already summed.
class LateFindings final : public schema::BreachSink {
public:
    LateFindings(const OperationName& operation, const RunSegment& segment, BlockResult& result)
        : operation_(operation), segment_(segment), result_(result), locator_(segment.text, segment.line) {}

    void add(schema::Breach&& breach) override {
        const json::Position place = locator_.locate(breach.offset);
        Finding finding = make_finding(std::move(breach), result_.file, place, false);
        finding.operation = operation_;
        result_.tally.insert(std::move(finding), is_first_, is_first_ && segment_.conforms);
        is_first_ = false;
    }

private:
    const OperationName& operation_;
    const RunSegment& segment_;
    BlockResult& result_;
    json::Locator locator_;
    bool is_first_ = true;
};

} // namespace

void BlockChecker::SegmentLog::next(const Moment& moment, schema::BreachSink& sink) {
    if (moment.id.empty()) return;
    if (count != 0 && last().first.id == moment.id && last().life.knows(moment))
        return last().life.next(moment, sink);
    if (count == segments.size()) segments.push_back({{}, RunLife(*lifecycle_), {}, 1, true});
    ++count;
    last().first = moment;
    last().life.reset();
    last().life.next(moment, sink);
}

void BlockChecker::check(const Lines& lines, std::size_t room, BlockResult& result) {
    tally_ = Tally(room);
    log_.segments = std::move(result.segments);
    log_.count = 0;
    result.lines = intake::read_texts(lines.block, 1, [&](const intake::Text& text) {
        const std::size_t known = log_.count;
        const std::uint64_t conforming = tally_.conforming();
        intake::Observation observation{.document = lines.file};
        observation.status = status_;
        observation.text = observation.body = text.bytes;
        observation.first_line = text.line;
        checker_.check(observation, &log_);
        if (log_.count == known) return;
        RunSegment& segment = log_.last();
        segment.text = text.bytes;
        segment.line = text.line;
        segment.conforms = tally_.conforming() != conforming;
    });
    result.tally = std::move(tally_);
    result.segments = std::move(log_.segments);
    result.segment_count = log_.count;
    result.file = lines.file;
}

RunFollower* RunLifecycles::follower(bool starts_file) {
    if (!lifecycle_) return nullptr;
    if (starts_file || !run_lives_) run_lives_.emplace(*lifecycle_);
    return &*run_lives_;
}

void RunLifecycles::complete(BlockResult& result, bool starts_file) {
    if (follower(starts_file) == nullptr) return;
    for (const RunSegment& segment : std::span(result.segments).first(result.segment_count)) {
        LateFindings late(operation_, segment, result);
        run_lives_->next(segment.first, late);
        run_lives_->last().continue_with(segment.life);
    }
}

} // namespace understudy::check
