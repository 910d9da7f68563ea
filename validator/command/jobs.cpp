#include "validator/command/jobs.hpp"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace understudy::command {
namespace {

// A thread's share of what is read ahead: enough blocks that none waits for the next, few enough that they
// stay in the caches.
constexpr std::size_t kBytesAhead = 3 * intake::Source::kChunk;

} // namespace

Jobs::Jobs(unsigned count, const std::function<Hold()>& make_hold, Complete complete, drift::Tally& sum)
    : most_bytes_(count * kBytesAhead), hold_(make_hold()), complete_(std::move(complete)), sum_(sum) {
    try {
        for (unsigned i = 1; i < count; ++i)
            threads_.emplace_back([this, hold = make_hold()] { work(hold); });
    } catch (const std::system_error& error) {
        stop();
        throw std::runtime_error("--jobs " + std::to_string(count) +
                                 ": cannot start a thread: " + error.code().message());
    } catch (...) {
        stop();
        throw;
    }
}

Jobs::~Jobs() {
    stop();
}

intake::Buffer Jobs::add(Lines lines) {
    const std::size_t size = lines.block.bytes.text.size();
    std::unique_lock lock(mutex_);
    if (summed_ == added_) room_ = sum_.room(); // the caller's own doing
    work_until(lock, [&] { return bytes_ == 0 || bytes_ + size <= most_bytes_; });
    bytes_ += size;
    tasks_.push_back({added_++, std::move(lines)});
    task_came_.notify_one();
    if (spares_.empty()) return {};
    intake::Buffer spare = std::move(spares_.back());
    spares_.pop_back();
    return spare;
}

void Jobs::finish() {
    std::unique_lock lock(mutex_);
    work_until(lock, [&] { return summed_ == added_; });
}

template <class Condition>
void Jobs::work_until(std::unique_lock<std::mutex>& lock, Condition is_met) {
    while (!error_ && !is_met()) {
        if (tasks_.empty())
            part_went_.wait(lock);
        else
            do_task(lock, hold_);
    }
    if (error_) std::rethrow_exception(error_);
}

void Jobs::work(const Hold& hold) {
    std::unique_lock lock(mutex_);
    for (;;) {
        task_came_.wait(lock, [&] { return is_stopping_ || !tasks_.empty(); });
        if (is_stopping_) return;
        do_task(lock, hold);
    }
}

void Jobs::do_task(std::unique_lock<std::mutex>& lock, const Hold& hold) {
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    const std::size_t room = room_; // there will not be more of it
    lock.unlock();
    Result result = held(hold, std::move(task), room);
    lock.lock();
    results_.emplace(result.number, std::move(result));
    if (!is_summing_) sum_up(lock);
}

Jobs::Result Jobs::held(const Hold& hold, Task task, std::size_t room) {
    Result result{task.number, {}, {}, task.lines.starts_file, {}};
    try {
        result.part = hold(task.lines, room);
    } catch (...) {
        result.error = std::current_exception();
    }
    result.bytes = std::move(task.lines.block.bytes);
    return result;
}

// Adds the results that have all before them summed. Without the lock while it does: the others check on, and
// leave theirs here.
void Jobs::sum_up(std::unique_lock<std::mutex>& lock) {
    is_summing_ = true;
    while (!error_ && !results_.empty() && results_.begin()->first == summed_) {
        Result result = std::move(results_.begin()->second);
        results_.erase(results_.begin());
        lock.unlock();
        add_to_sum(result);
        lock.lock();
        error_ = result.error;
        bytes_ -= result.bytes.text.size();
        intake::Buffer& spent = result.bytes.buffer;
        if (spent.capacity <= intake::Source::kMostKept) spares_.push_back(std::move(spent));
        room_ = sum_.room();
        documents_ = sum_.documents();
        if (!error_) ++summed_;
        part_went_.notify_one();
    }
    is_summing_ = false;
}

void Jobs::add_to_sum(Result& result) {
    if (result.error) return;
    try {
        if (result.starts_file) lines_ = 0;
        complete_(result.part, result.starts_file);
        sum_.append(std::move(result.part.tally), lines_);
        lines_ += result.part.lines;
    } catch (...) {
        result.error = std::current_exception();
    }
}

void Jobs::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    task_came_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

} // namespace understudy::command
