#pragma once

#include <optional>
#include <vector>

#include "validator/check/checker.hpp"
#include "validator/check/lifecycle_check.hpp"
#include "validator/check/parallel_checker.hpp"

namespace understudy::check {

/// Checks blocks against a contract, on one thread.
class BlockChecker {
public:
    BlockChecker(const contract::Operation& operation, const CheckOptions& options, unsigned status)
        : status_(status), log_(operation.lifecycle), checker_(operation, options, tally_) {}

    void check(const Lines& lines, std::size_t room, BlockResult& result);

    /// Adds the coverage of all blocks checked here.
    void add_coverage(Tally& tally) const { checker_.add_coverage(tally); }

private:
    // The log does not know the responses before the block. The code that sums up joins the segments.
    class SegmentLog final : public RunFollower {
    public:
        explicit SegmentLog(const std::optional<contract::Lifecycle>& lifecycle) : lifecycle_(lifecycle) {}
        void next(const Moment& moment, schema::BreachSink& sink) override;

        RunSegment& last() { return segments[count - 1]; }

        std::vector<RunSegment> segments; // the first `count` are valid; the rest is memory for reuse
        std::size_t count = 0;

    private:
        const std::optional<contract::Lifecycle>& lifecycle_;
    };

    unsigned status_;
    Tally tally_{0};
    SegmentLog log_;
    Checker checker_;
};

/// Follows the runs in the lines of NDJSON files, one file after the other.
class RunLifecycles {
public:
    RunLifecycles(const std::optional<contract::Lifecycle>& lifecycle, OperationName operation)
        : lifecycle_(lifecycle), operation_(std::move(operation)) {}

    /// The follower for a file's lines, in their order; nullptr if the contract documents no lifecycle.
    RunFollower* follower(bool starts_file);

    /// Adds the findings that a block could not make alone, because they depend on earlier blocks.
    void complete(BlockResult& result, bool starts_file);

private:
    const std::optional<contract::Lifecycle>& lifecycle_;
    OperationName operation_;
    std::optional<RunLives> run_lives_;
};

} // namespace understudy::check
