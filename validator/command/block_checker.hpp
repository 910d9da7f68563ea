#pragma once

#include <optional>
#include <vector>

#include "validator/command/jobs.hpp"
#include "validator/drift/checker.hpp"
#include "validator/drift/life.hpp"

namespace understudy::command {

/// Holds blocks against a contract, on one thread.
class BlockChecker {
public:
    BlockChecker(const contract::Operation& operation, const drift::CheckOptions& options, unsigned status)
        : status_(status), log_(operation.lifecycle), checker_(operation, options, tally_) {}

    void check(const Lines& lines, std::size_t room, Part& part);

    /// Of all blocks.
    void add_coverage(drift::Tally& tally) const { checker_.add_coverage(tally); }

private:
    // What comes before the block is not known here: whoever sums up ties the stretches together.
    class Log final : public drift::Follower {
    public:
        explicit Log(const std::optional<contract::Lifecycle>& lifecycle) : lifecycle_(lifecycle) {}
        void next(const drift::Moment& moment, schema::BreachSink& sink) override;

        Stretch& last() { return stretches[count - 1]; }

        std::vector<Stretch> stretches; // and behind them memory for more
        std::size_t count = 0;

    private:
        const std::optional<contract::Lifecycle>& lifecycle_;
    };

    unsigned status_;
    drift::Tally tally_{0};
    Log log_;
    drift::Checker checker_;
};

/// Follows the runs that the lines of NDJSON files speak of, one file after the other.
class Moves {
public:
    explicit Moves(const std::optional<contract::Lifecycle>& lifecycle) : lifecycle_(lifecycle) {}

    /// Of a file's lines, in their order; nullptr where the contract tells of no life.
    drift::Follower* follower(bool starts_file);

    /// Adds what a part could not know.
    void complete(Part& part, bool starts_file);

private:
    const std::optional<contract::Lifecycle>& lifecycle_;
    std::optional<drift::Lives> lives_;
};

} // namespace understudy::command
