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
        10'000; ///< requests kept; in a session that a client made, Sessions::kMostInSession at most
    std::int64_t idle_ms = 600'000;
    std::vector<FaultRule> faults; ///< every session begins with these
    std::vector<RateLimit> rate_limits;
};

/// The state of one session, kept apart from all other sessions.
///
/// Parallel tests share one mock, and each uses its own session: the progress of each run, the journal of
/// requests, the fault rules and the rate limits. Requests that name no session belong to the common one.
///
/// The functions take the lock themselves. Mock::answer() takes it once per request and works on the members
/// directly.
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

    /// Restores the initial state: runs at their beginning, an empty journal, the faults of the options.
    void reset();

    /// Puts every run back to its beginning.
    void reset_progress();
    /// The run continues from this step.
    void move_run(const Run& run, std::size_t step, std::int64_t now_ms);

    /// Returns the result of `read` on the journal, which does not change meanwhile.
    template <class Read>
    auto read_journal(Read&& read) {
        const std::lock_guard lock(mutex);
        return read(std::as_const(journal));
    }
    void clear_journal();

    std::vector<FaultRule> list_faults();
    /// Adds all rules or none. Throw BadArgument if a name is taken, or if there would be too many.
    void add_faults(std::vector<FaultRule> rules);
    void replace_faults(std::vector<FaultRule> rules);
    void clear_faults();
    /// Return false if no rule has that name.
    bool enable_fault(std::string_view name, bool enabled);
    bool remove_fault(std::string_view name);

    const std::string id; ///< empty: the common session, which never expires
    const std::int64_t idle_ms;
    std::atomic<std::int64_t> used_ms = 0;
    std::atomic<std::uint64_t> changes = 0; ///< how many changes the admin API made to the members below

    std::mutex mutex; ///< guards the members below
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

    /// `mask` outlives the sessions.
    Sessions(const SessionOptions& options, const CredentialMask& mask);

    const SessionOptions& options() const { return options_; }
    const std::shared_ptr<Session>& common() const { return common_; }

    /// The session with that id, whose idle time starts again. Null if it does not exist or has expired.
    std::shared_ptr<Session> find(std::string_view id, std::int64_t now_ms);

    /// Makes a session. Empty `id`: one that nobody can guess. `idle_ms` 0: the time in the options. Throws
    /// BadArgument if the id is taken or malformed, or if there are kMost sessions already.
    std::shared_ptr<Session> create(std::string_view id, std::int64_t idle_ms, std::int64_t now_ms);

    bool remove(std::string_view id);

    std::vector<std::shared_ptr<Session>> all(std::int64_t now_ms); ///< by id, without common()

    /// How many sessions were made or ended so far.
    std::uint64_t changes() const { return changes_; }

    /// Whether the text is a valid session id: 1 to 64 letters, digits, `_ . -`.
    static bool is_id(std::string_view text);

private:
    void expire(std::int64_t now_ms); ///< with the lock held

    const SessionOptions options_;
    const CredentialMask& mask_;
    const std::shared_ptr<Session> common_;
    std::atomic<std::uint64_t> changes_ = 0;
    std::shared_mutex mutex_; ///< guards sessions_
    std::map<std::string, std::shared_ptr<Session>, std::less<>> sessions_;
};

} // namespace understudy::mock
