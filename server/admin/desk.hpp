#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "server/admin/metrics.hpp"
#include "server/admin/playbill.hpp"
#include "server/admin/session.hpp"
#include "server/http/message.hpp"

namespace understudy::admin {

struct DeskOptions {
    /// Whoever asks must send it as `Authorization: Bearer TOKEN`. Empty: nobody has to.
    std::string token;
    /// What clients put before a session's path: `http://127.0.0.1:4010`. Empty: the host of the request.
    std::string origin;
    std::string scheme = "http";              ///< where `origin` is empty
    std::string version;                      ///< of the program
    std::function<std::size_t()> connections; ///< how many are open; null: nobody knows
    std::function<void()> shutdown;           ///< null: POST /__admin/shutdown is not there
};

/// The admin API, below `/__admin`, in the convention of WireMock: what was asked, sessions, lives. Threads
/// may share it.
class Desk {
public:
    static constexpr std::string_view kPath = "/__admin";
    static constexpr std::size_t kMostStreams = 16; ///< of GET /__admin/events, at a time

    /// `sessions` outlives it, and it outlives the connections that its replies go to.
    Desk(DeskOptions options, Sessions& sessions, std::int64_t now_ms)
        : options_(std::move(options)), sessions_(sessions), began_ms_(now_ms) {}

    Metrics& metrics() { return metrics_; }

    /// Fixtures and contracts were read again: `problem` says why they could not be used, or is empty. From
    /// any thread.
    void reloaded(const std::string& problem);

    /// Whether a request target is the admin API's.
    static bool is_path(std::string_view target);

    /// `session`: the one that the request is about.
    std::shared_ptr<const http::Reply> answer(const http::Request& request, Session& session,
                                              const Playbill& playbill, std::int64_t now_ms);

    struct Ask;

private:
    using Answer = std::shared_ptr<const http::Reply>;
    struct Entrance;

    static bool is_console(std::string_view target);
    Answer refusal(const http::Request& request) const;
    static std::span<const Entrance> entrances();
    Answer dispatch(Ask& ask);
    std::string origin_of(const http::Request& request) const;

    Answer health(const Ask& ask);
    Answer metrics(const Ask& ask);
    Answer shutdown(const Ask& ask);
    Answer reset(const Ask& ask);
    Answer list_requests(const Ask& ask);
    Answer one_request(const Ask& ask);
    Answer clear_requests(const Ask& ask);
    Answer count_requests(const Ask& ask);
    Answer find_requests(const Ask& ask);
    Answer unmatched(const Ask& ask);
    Answer unmatched_near_misses(const Ask& ask);
    Answer list_scenarios(const Ask& ask);
    Answer reset_scenarios(const Ask& ask);
    Answer set_scenario(const Ask& ask);
    Answer list_faults(const Ask& ask);
    Answer add_faults(const Ask& ask);
    Answer replace_faults(const Ask& ask);
    Answer clear_faults(const Ask& ask);
    Answer switch_fault(const Ask& ask);
    Answer delete_fault(const Ask& ask);
    Answer list_sessions(const Ask& ask);
    Answer create_session(const Ask& ask);
    Answer delete_session(const Ask& ask);
    Answer events(const Ask& ask);
    Answer console(const Ask& ask);

    const DeskOptions options_;
    Sessions& sessions_;
    Metrics metrics_;
    std::atomic<std::size_t> streams_ = 0;
    std::mutex mutex_; ///< of what follows
    std::uint64_t reloads_ = 0;
    std::uint64_t failed_reloads_ = 0;
    std::string problem_; ///< of the last reload; empty: none
    const std::int64_t began_ms_;
};

} // namespace understudy::admin
