#include "validator/check/parallel_checker.hpp"

#include <utility>

namespace understudy::check {
namespace {

// The read-ahead of one thread: enough blocks that no thread waits for the next, few enough that they stay in
// the caches.
constexpr std::size_t kBytesAhead = 3 * intake::Source::kChunk;
constexpr std::size_t kMostSpares = 3; // for each worker

} // namespace

ParallelChecker::ParallelChecker(unsigned count, std::function<CheckBlock()> make_check_block,
                                 CompleteBlock complete, Tally& sum)
    : most_bytes_(count * kBytesAhead),
      make_check_block_(std::move(make_check_block)),
      complete_(std::move(complete)),
      sum_(sum),
      workers_(count) {
    try {
        for (unsigned i = 1; i < count; ++i)
            threads_.emplace_back([this, &worker = workers_[i]] { work(worker); });
    } catch (...) {
        stop();
        throw;
    }
}

ParallelChecker::~ParallelChecker() {
    stop();
}

void ParallelChecker::add(Lines lines) {
    const std::size_t size = lines.block.bytes.text.size();
    std::unique_lock lock(mutex_);
    if (summed_ == added_) room_ = sum_.room(); // the caller may have changed sum_
    work_until(lock, [&] { return bytes_ == 0 || bytes_ + size <= most_bytes_; });
    bytes_ += size;
    tasks_.push_back({added_++, std::move(lines)});
    changed_.notify_all();
}

void ParallelChecker::add_rest(const std::string& file, const NextBlock& next,
                               const std::function<void()>& note_progress) {
    Feed feed{file, next};
    std::unique_lock lock(mutex_);
    if (summed_ == added_) room_ = sum_.room(); // the caller may have changed sum_
    feed_ = &feed;
    changed_.notify_all();
    while (!error_ && !feed.is_at_end) {
        if (can_read())
            read_task(lock, workers_.front());
        else if (!tasks_.empty())
            do_task(lock, workers_.front());
        else {
            changed_.wait(lock);
            continue;
        }
        lock.unlock();
        note_progress();
        lock.lock();
    }
    feed_ = nullptr;
    changed_.wait(lock, [&] { return !feed.is_in_use; });
    if (error_) std::rethrow_exception(error_);
    if (feed.error) std::rethrow_exception(feed.error);
}

void ParallelChecker::finish() {
    std::unique_lock lock(mutex_);
    work_until(lock, [&] { return summed_ == added_; });
}

template <class Condition>
void ParallelChecker::work_until(std::unique_lock<std::mutex>& lock, Condition is_met) {
    while (!error_ && !is_met()) {
        if (tasks_.empty())
            changed_.wait(lock);
        else
            do_task(lock, workers_.front());
    }
    if (error_) std::rethrow_exception(error_);
}

void ParallelChecker::work(Worker& worker) {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [&] { return is_stopping_ || !tasks_.empty() || can_read(); });
        if (is_stopping_) return;
        if (tasks_.empty())
            read_task(lock, worker);
        else
            do_task(lock, worker);
    }
}

bool ParallelChecker::can_read() const {
    return feed_ != nullptr && !feed_->is_in_use && !feed_->is_at_end && !error_ &&
           (bytes_ == 0 || bytes_ < most_bytes_);
}

void ParallelChecker::read_task(std::unique_lock<std::mutex>& lock, Worker& worker) {
    Feed& feed = *feed_;
    Spare spare;
    if (!worker.spares.empty()) {
        spare = std::move(worker.spares.back());
        worker.spares.pop_back();
    }
    Lines lines{feed.file, false, {}};
    lines.block.bytes.buffer = std::move(spare.buffer);
    feed.is_in_use = true;
    lock.unlock();
    bool is_read = false;
    std::exception_ptr error;
    try {
        is_read = feed.next(lines.block);
    } catch (...) {
        error = std::current_exception();
    }
    lock.lock();
    feed.is_in_use = false;
    feed.is_at_end = !is_read;
    feed.error = error;
    if (is_read) bytes_ += lines.block.bytes.text.size();
    const std::size_t number = is_read ? added_++ : added_;
    changed_.notify_all();
    if (is_read) check(lock, worker, {number, std::move(lines)}, std::move(spare.result));
}

void ParallelChecker::do_task(std::unique_lock<std::mutex>& lock, Worker& worker) {
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    check(lock, worker, std::move(task), {});
}

void ParallelChecker::check(std::unique_lock<std::mutex>& lock, Worker& worker, Task task,
                            BlockResult block_result) {
    const std::size_t room = room_; // the room never grows
    const Lines& lines = task.lines;
    Result result{&worker, lines.block.bytes.text.size(), lines.starts_file, {{}, std::move(block_result)}};
    try {
        if (!worker.check_block) worker.check_block = make_check_block_();
        lock.unlock();
        worker.check_block(lines, room, result.spare.result);
    } catch (...) {
        result.error = std::current_exception();
    }
    result.spare.buffer = std::move(task.lines.block.bytes.buffer);
    if (!lock.owns_lock()) lock.lock();
    results_.emplace(task.number, std::move(result));
    if (!is_summing_) sum_up(lock);
}

// Adds the results whose predecessors are all in the sum. Releases the lock meanwhile: the other threads keep
// checking and leave their results here.
void ParallelChecker::sum_up(std::unique_lock<std::mutex>& lock) {
    is_summing_ = true;
    while (!error_ && !results_.empty() && results_.begin()->first == summed_) {
        Result result = std::move(results_.begin()->second);
        results_.erase(results_.begin());
        lock.unlock();
        add_to_sum(result);
        lock.lock();
        error_ = result.error;
        bytes_ -= result.size;
        std::vector<Spare>& spares = result.worker->spares;
        if (spares.size() < kMostSpares && result.spare.buffer.capacity <= intake::Source::kMostKept)
            spares.push_back(std::move(result.spare));
        room_ = sum_.room();
        documents_ = sum_.documents();
        if (!error_) ++summed_;
        changed_.notify_all();
    }
    is_summing_ = false;
}

void ParallelChecker::add_to_sum(Result& result) {
    if (result.error) return;
    try {
        if (result.starts_file) lines_ = 0;
        BlockResult& block_result = result.spare.result;
        complete_(block_result, result.starts_file);
        sum_.append(std::move(block_result.tally), lines_);
        lines_ += block_result.lines;
    } catch (...) {
        result.error = std::current_exception();
    }
}

void ParallelChecker::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

} // namespace understudy::check
