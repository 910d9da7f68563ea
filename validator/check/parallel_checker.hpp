#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "validator/check/lifecycle_check.hpp"
#include "validator/check/tally.hpp"
#include "validator/intake/text_reader.hpp"

namespace understudy::check {

/// A block of NDJSON and the file that it comes from.
struct Lines {
    std::string file; ///< as reports name it
    bool starts_file = true;
    intake::Block block;
};

/// A part of a run's life within one block: consecutive responses of the run. Whoever knows the earlier
/// blocks compares the first moment of the segment with what came before.
struct RunSegment {
    Moment first;
    RunLife life;          ///< of this segment alone
    std::string_view text; ///< the first document, in the memory of the block
    std::size_t line = 1;
    bool conforms = true; ///< whether the first document conforms, as far as the block alone can show
};

/// The result of one block. Its lines are numbered from 1.
struct BlockResult {
    Tally tally{0};
    std::size_t lines = 0;
    /// The first segment_count are valid; the rest is memory for reuse.
    std::vector<RunSegment> segments = {};
    std::size_t segment_count = 0;
    std::string file = {};
};

/// Completes the result of a block before it is summed. Called in the order of the blocks, one at a time.
using CompleteBlock = std::function<void(BlockResult&, bool starts_file)>;

/// Checks one block and keeps up to `room` findings. Overwrites an earlier result and may reuse its memory.
using CheckBlock = std::function<void(const Lines&, std::size_t room, BlockResult&)>;

/// Reads the next block; false at the end. One thread calls it at a time, whichever is free. It may reuse the
/// memory of the block that it receives.
using NextBlock = std::function<bool(intake::Block&)>;

/// Checks blocks of NDJSON on several threads and sums the results in the order in which the blocks were
/// added.
///
/// The sum is the same for any number of threads. A block may be checked early, but its result waits until
/// all blocks before it are in the sum. There it meets what only the earlier blocks could tell: its line
/// numbers, and the states in which the runs were left (CompleteBlock).
///
/// The caller's thread is one of the workers: it checks blocks inside add(), add_rest() and finish(). Memory
/// is bounded by what each thread may read ahead, a few blocks, and not by the size of the input.
///
/// One thread calls the members and owns `sum`. That thread may change `sum` between finish() and the next
/// add(), and may not look at it at any other time.
class ParallelChecker {
public:
    /// Starts `count` threads, the caller's included. Each thread calls make_check_block(), one at a time,
    /// when it first has a block to check. If one thread made two CheckBlocks, they could share cache lines.
    /// Throws std::system_error if a thread cannot be started.
    ParallelChecker(unsigned count, std::function<CheckBlock()> make_check_block, CompleteBlock complete,
                    Tally& sum);
    ParallelChecker(const ParallelChecker&) = delete;
    ParallelChecker& operator=(const ParallelChecker&) = delete;
    /// Abandons unfinished blocks.
    ~ParallelChecker();

    /// Adds a block; checks blocks meanwhile until there is room for it. Throws the first exception of a
    /// CheckBlock, in the order of the blocks.
    void add(Lines lines);

    /// Adds all blocks of a file except the first. The thread that reads a block also checks it, so that the
    /// block is in its caches. Calls `note_progress` after each block that this thread has checked. Throws
    /// what `next` throws, once no thread is inside it, or as add() does.
    void add_rest(const std::string& file, const NextBlock& next, const std::function<void()>& note_progress);

    /// The number of documents summed so far, by all threads.
    std::uint64_t documents() {
        const std::lock_guard lock(mutex_);
        return documents_;
    }

    /// Checks blocks and waits until everything added is in the sum. Throws as add() does.
    void finish();

private:
    struct Task {
        std::size_t number = 0;
        Lines lines;
    };
    struct Feed {
        const std::string& file;
        const NextBlock& next;
        bool is_in_use = false; // a thread is using it without the lock
        bool is_at_end = false;
        std::exception_ptr error = {};
    };
    /// Reusable memory of a finished block.
    struct Spare {
        intake::Buffer buffer = {};
        BlockResult result = {};
    };
    /// The tools of one thread. The thread gets its own memory back, because that is in the caches of its
    /// core.
    struct Worker {
        CheckBlock check_block = {};
        std::vector<Spare> spares = {};
    };
    struct Result {
        Worker* worker = nullptr;
        std::size_t size = 0; ///< size of the block
        bool starts_file = true;
        Spare spare; ///< the result, and the memory that it points into
        std::exception_ptr error = {};
    };

    void work(Worker& worker);
    template <class Condition>
    void work_until(std::unique_lock<std::mutex>& lock, Condition is_met);
    bool can_read() const;
    void read_task(std::unique_lock<std::mutex>& lock, Worker& worker);
    void do_task(std::unique_lock<std::mutex>& lock, Worker& worker);
    void check(std::unique_lock<std::mutex>& lock, Worker& worker, Task task, BlockResult block_result);
    void sum_up(std::unique_lock<std::mutex>& lock);
    void add_to_sum(Result& result);
    void stop();

    const std::size_t most_bytes_;
    const std::function<CheckBlock()> make_check_block_;
    const CompleteBlock complete_;
    Tally& sum_;
    std::size_t lines_ = 0; // lines summed of the file of the last summed task

    std::mutex mutex_;           // guards everything below except threads_
    std::deque<Worker> workers_; // the first is the caller's
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    Feed* feed_ = nullptr;                  // set by add_rest()
    std::map<std::size_t, Result> results_; // by task number: results that wait for an earlier one
    std::size_t added_ = 0;                 // tasks
    std::size_t summed_ = 0;                // tasks
    std::size_t bytes_ = 0;                 // bytes of the tasks that are added and not yet summed
    std::size_t room_ = 0;                  // as of sum_
    std::uint64_t documents_ = 0;           // as of sum_
    bool is_summing_ = false;               // a thread is summing and owns sum_ and lines_ until it ends
    std::exception_ptr error_;
    bool is_stopping_ = false;

    std::vector<std::thread> threads_;
};

} // namespace understudy::check
