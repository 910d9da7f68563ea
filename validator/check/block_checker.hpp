#pragma once

#include <optional>
#include <vector>

#include "validator/check/checker.hpp"
#include "validator/check/lifecycle_check.hpp"
#include "validator/check/parallel_checker.hpp"

namespace understudy::check {

/// Holds blocks against a contract, on one thread.
class BlockChecker {
public:
    BlockChecker(const contract::Operation& operation, const CheckOptions& options, unsigned status)
        : status_(status), log_(operation.lifecycle), checker_(operation, options, tally_) {}

    void check(const Lines& lines, std::size_t room, BlockResult& result);

    /// Of all blocks.
    void add_coverage(Tally& tally) const { checker_.add_coverage(tally); }

private:
    // What comes before the block is not known here: whoever sums up ties the segments together.
    class SegmentLog final : public RunFollower {
    public:
        explicit SegmentLog(const std::optional<contract::Lifecycle>& lifecycle) : lifecycle_(lifecycle) {}
        void next(const Moment& moment, schema::BreachSink& sink) override;

        RunSegment& last() { return segments[count - 1]; }

        std::vector<RunSegment> segments; // and behind them memory for more
        std::size_t count = 0;

    private:
        const std::optional<contract::Lifecycle>& lifecycle_;
    };

    unsigned status_;
    Tally tally_{0};
    SegmentLog log_;
    Checker checker_;
};

/// Follows the runs that the lines of NDJSON files speak of, one file after the other.
class RunLifecycles {
public:
    explicit RunLifecycles(const std::optional<contract::Lifecycle>& lifecycle) : lifecycle_(lifecycle) {}

    /// Of a file's lines, in their order; nullptr where the contract tells of no life.
    RunFollower* follower(bool starts_file);

    /// Adds what a part could not know.
    void complete(BlockResult& result, bool starts_file);

private:
    const std::optional<contract::Lifecycle>& lifecycle_;
    std::optional<RunLives> run_lives_;
};

} // namespace understudy::check
