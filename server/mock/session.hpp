#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/mock/fault_rule.hpp"
#include "server/mock/journal.hpp"
#include "server/mock/rate_meter.hpp"
#include "server/mock/run_progress.hpp"

namespace understudy::mock {

struct SessionOptions {
    ProgressOptions progress;
    std::size_t journal =
        10'000; ///< requests kept; in a session that was made, Sessions::kMostInSession at most
    std::int64_t idle_ms = 600'000;
    std::vector<FaultRule> faults; ///< with which every session begins
    std::vector<RateLimit> rate_limits;
};

/// What the requests of one session leave behind, kept apart from all other sessions.
///
/// Parallel tests share one mock, each with a session of its own: how far each run has come, the journal of
/// requests, the fault rules and the rate limits. Requests that name no session belong to the common one.
///
/// The functions take the lock themselves. Mock::answer() takes it once for a request and works on the
/// members directly.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(std::string name, std::int64_t idle, std::size_t journal_size, const SessionOptions& options,
            const CredentialMask& mask)
        : id(std::move(name)),
          idle_ms(idle),
          progress(options.progress),
          journal(journal_size, mask),
          faults(options.faults),
          rates(options.rate_limits),
          first_faults_(options.faults) {}

    /// As it was when it began: runs at their beginning, an empty journal, the faults of the options.
    void reset();

    /// Every run is at its beginning.
    void reset_progress();
    /// The run goes on from this step.
    void move_run(const Run& run, std::size_t step, std::int64_t now_ms);

    /// What `read` makes of the journal, which nobody changes meanwhile.
    template <class Read>
    auto read_journal(Read&& read) {
        const std::lock_guard lock(mutex);
        return read(std::as_const(journal));
    }
    void clear_journal();

    std::vector<FaultRule> list_faults();
    /// All of them, or none. Throw BadArgument where a name is taken, or there would be too many.
    void add_faults(std::vector<FaultRule> rules);
    void replace_faults(std::vector<FaultRule> rules);
    void clear_faults();
    /// False where no rule has that name.
    bool enable_fault(std::string_view name, bool enabled);
    bool remove_fault(std::string_view name);

    const std::string id; ///< empty: the session of requests that name none, which never expires
    const std::int64_t idle_ms;
    std::atomic<std::int64_t> used_ms = 0;
    std::atomic<std::uint64_t> changes = 0; ///< that the admin API made in what follows

    std::mutex mutex; ///< of all that follows
    RunProgress progress;
    Journal journal;
    FaultRules faults;
    RateMeter rates;

private:
    const std::vector<FaultRule> first_faults_;
};

/// The sessions of one mock. Threads may share it. Times are Unix milliseconds.
class Sessions {
public:
    static constexpr std::size_t kMost = 1'000;
    static constexpr std::size_t kMostInSession = 1'000;

    /// `mask` outlives it.
    Sessions(const SessionOptions& options, const CredentialMask& mask);

    const SessionOptions& options() const { return options_; }
    const std::shared_ptr<Session>& common() const { return common_; }

    /// The session of that id, which is used by that; null where there is none, or it has expired.
    std::shared_ptr<Session> find(std::string_view id, std::int64_t now_ms);

    /// `id` empty: one that nobody can guess. `idle_ms` 0: as long as the options say. Throws BadArgument
    /// where the id is taken or no id, or where there are kMost already.
    std::shared_ptr<Session> create(std::string_view id, std::int64_t idle_ms, std::int64_t now_ms);

    bool remove(std::string_view id);

    std::vector<std::shared_ptr<Session>> all(std::int64_t now_ms); ///< by id, without common()

    /// How many were made or ended so far.
    std::uint64_t changes() const { return changes_; }

    /// Whether it may be a session's id: 1 to 64 letters, digits, `_ . -`.
    static bool is_id(std::string_view text);

private:
    void expire(std::int64_t now_ms); ///< with the lock held

    const SessionOptions options_;
    const CredentialMask& mask_;
    const std::shared_ptr<Session> common_;
    std::atomic<std::uint64_t> changes_ = 0;
    std::shared_mutex mutex_; ///< of sessions_
    std::map<std::string, std::shared_ptr<Session>, std::less<>> sessions_;
};

} // namespace understudy::mock
