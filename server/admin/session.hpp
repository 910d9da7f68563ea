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
#include <vector>

#include "server/admin/journal.hpp"
#include "server/replay/fault.hpp"
#include "server/replay/lives.hpp"
#include "server/replay/rate_meter.hpp"

namespace understudy::admin {

struct SessionOptions {
    replay::Pace pace;
    std::size_t journal =
        10'000; ///< requests kept; in a session that was made, Sessions::kMostInSession at most
    std::int64_t idle_ms = 600'000;
    std::vector<replay::Fault> faults; ///< with which every session begins
    std::vector<replay::RateLimit> rate_limits;
};

/// What requests leave behind, apart from what those of any other session do.
struct Session : std::enable_shared_from_this<Session> {
    Session(std::string name, std::int64_t idle, std::size_t journal_size, const SessionOptions& options,
            const Secrecy& secrecy)
        : id(std::move(name)),
          idle_ms(idle),
          lives(options.pace),
          journal(journal_size, secrecy),
          faults(options.faults),
          rates(options.rate_limits) {}

    const std::string id; ///< empty: the one of requests that name none, which never expires
    const std::int64_t idle_ms;
    std::atomic<std::int64_t> used_ms = 0;
    std::atomic<std::uint64_t> changes = 0; ///< that the admin API made in what follows

    std::mutex mutex; ///< of all that follows
    replay::Lives lives;
    Journal journal;
    replay::Faults faults;
    replay::RateMeter rates;
};

/// The sessions of one mock. Threads may share it. Times are Unix milliseconds.
class Sessions {
public:
    static constexpr std::size_t kMost = 1'000;
    static constexpr std::size_t kMostInSession = 1'000;

    /// `secrecy` outlives it.
    Sessions(const SessionOptions& options, const Secrecy& secrecy);

    const SessionOptions& options() const { return options_; }
    const std::shared_ptr<Session>& common() const { return common_; }

    /// The session of that id, which is used by that; null where there is none, or it has expired.
    std::shared_ptr<Session> find(std::string_view id, std::int64_t now_ms);

    /// `id` empty: one that nobody can guess. `idle_ms` 0: as long as the options say. Throws BadRequest
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
    const Secrecy& secrecy_;
    const std::shared_ptr<Session> common_;
    std::atomic<std::uint64_t> changes_ = 0;
    std::shared_mutex mutex_; ///< of sessions_
    std::map<std::string, std::shared_ptr<Session>, std::less<>> sessions_;
};

} // namespace understudy::admin
