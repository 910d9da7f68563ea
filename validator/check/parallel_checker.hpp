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
    std::string file; ///< as reports call it
    bool starts_file = true;
    intake::Block block;
};

/// A part of a run's life in one block: responses that come one after the other. Whoever knows the blocks
/// before compares the first of them with what they said.
struct RunSegment {
    Moment first;
    RunLife life;          ///< of this segment alone
    std::string_view text; ///< of the first document, in the block
    std::size_t line = 1;
    bool conforms = true; ///< the first document, as far as is known here
};

/// What a block came to, its lines numbered from 1.
struct BlockResult {
    Tally tally{0};
    std::size_t lines = 0;
    std::vector<RunSegment> segments = {}; ///< and behind them memory for more
    std::size_t segment_count = 0;
    std::string file = {};
};

/// Completes a part before it is summed, in the order of the blocks, one at a time.
using CompleteBlock = std::function<void(BlockResult&, bool starts_file)>;

/// Checks one block. Keeps as many findings as there is room for. Writes over a part of before, in whose
/// memory it may write.
using CheckBlock = std::function<void(const Lines&, std::size_t room, BlockResult&)>;

/// Gives the block that comes next, false at the end; called by one thread at a time, by whichever is free.
/// It may read into the block's memory.
using NextBlock = std::function<bool(intake::Block&)>;

/// Checks blocks of NDJSON on several threads, of which the caller's is one, and sums up in the order in
/// which they were added: the sum is the same for any number of threads. Memory is bounded by what each
/// thread is given ahead, a few blocks, and not by what is added.
///
/// The members are for one thread, which owns `sum`: between finish() and the next add() it may change that
/// itself, and may not look at it otherwise.
class ParallelChecker {
public:
    /// For `count` threads. Each calls make_check_block(), one at a time, for a CheckBlock of its own when it
    /// has a block to check: two that one thread had made would stand in the same lines of the caches. Throws
    /// std::runtime_error where the threads cannot be had.
    ParallelChecker(unsigned count, std::function<CheckBlock()> make_check_block, CompleteBlock complete,
                    Tally& sum);
    ParallelChecker(const ParallelChecker&) = delete;
    ParallelChecker& operator=(const ParallelChecker&) = delete;
    /// What is not finished is abandoned.
    ~ParallelChecker();

    /// Checks until there is room. Throws what a CheckBlock has thrown, the first in the order of the blocks.
    void add(Lines lines);

    /// Adds all blocks of a file but the first. Each is read by the thread that checks it, which then has it
    /// in its caches. `note_progress` is called here after each block that this thread has checked. Throws
    /// what `next` throws, when no thread is in it any more, or as add() does.
    void add_rest(const std::string& file, const NextBlock& next, const std::function<void()>& note_progress);

    /// Summed so far, by whatever thread.
    std::uint64_t documents() {
        const std::lock_guard lock(mutex_);
        return documents_;
    }

    /// Checks, and waits, until all that was added is in the sum. Throws as add() does.
    void finish();

private:
    struct Task {
        std::size_t number = 0;
        Lines lines;
    };
    struct Feed {
        const std::string& file;
        const NextBlock& next;
        bool is_in_use = false; // by a thread, and so without the lock
        bool is_at_end = false;
        std::exception_ptr error = {};
    };
    /// Memory of a block that is done.
    struct Spare {
        intake::Buffer buffer = {};
        BlockResult result = {};
    };
    /// What one thread checks with. It gets its own memory back: that is in the caches of its core.
    struct Worker {
        CheckBlock check_block = {};
        std::vector<Spare> spares = {};
    };
    struct Result {
        Worker* worker = nullptr;
        std::size_t size = 0; ///< of the block
        bool starts_file = true;
        Spare spare; ///< a part, and the memory that it speaks of
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
    std::size_t lines_ = 0; // summed, of the file that the last summed task is of

    std::mutex mutex_;           // of all below but threads_
    std::deque<Worker> workers_; // the first is the caller's
    std::condition_variable changed_;
    std::deque<Task> tasks_;
    Feed* feed_ = nullptr;                  // of add_rest()
    std::map<std::size_t, Result> results_; // by the task's number, those that wait for one before them
    std::size_t added_ = 0;                 // tasks
    std::size_t summed_ = 0;                // tasks
    std::size_t bytes_ = 0;                 // of the tasks added and not summed
    std::size_t room_ = 0;                  // of the sum
    std::uint64_t documents_ = 0;           // of the sum
    bool is_summing_ = false;               // one thread, to which sum_ and lines_ belong meanwhile
    std::exception_ptr error_;
    bool is_stopping_ = false;

    std::vector<std::thread> threads_;
};

} // namespace understudy::check
