#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/gzip.hpp"
#include "server/http/message.hpp"
#include "server/mock/access_log.hpp"
#include "server/mock/api_set.hpp"
#include "server/mock/credential_mask.hpp"
#include "server/mock/metrics.hpp"
#include "server/mock/session.hpp"

namespace understudy::mock {

struct MockSettings {
    SessionOptions sessions;
    LogFormat log_format = LogFormat::off;
    std::function<void(std::string_view)> log; ///< takes whole lines, from any thread; null: no log
    /// Unix time in microseconds; never goes back. Null: the system's clock.
    std::function<std::int64_t()> now_us;
};

/// The mock as a function from request to reply, without a socket or a file.
///
/// A request belongs to the session that its path (`/s/ID/…`) or its field `X-Understudy-Session` names, or
/// else to the common one. The set of APIs finds the API and the run. The session knows how far the run has
/// come, which fault rule applies and how much of a rate limit remains. The outcome of the request goes into
/// the session's journal, the metrics and the log.
///
/// The layers above (the admin API, a test in C++) use the verbs: sessions(), listing(), set_state(),
/// metrics(), and those of a Session. Threads may share it.
class Mock {
public:
    Mock(std::shared_ptr<const ApiSet> apis, MockSettings settings);

    /// A request, with the APIs and the session that it belongs to.
    struct Call {
        std::shared_ptr<const ApiSet> apis;
        http::Request request;            ///< without the session prefix in its path
        std::shared_ptr<Session> session; ///< null: no session has that id
    };
    Call open(const http::Request& request);

    std::shared_ptr<const http::Reply> answer(const http::Request& request);
    std::shared_ptr<const http::Reply> answer(const Call& call);

    /// From now on these APIs answer; runs continue where they were. From any thread.
    void replace(std::shared_ptr<const ApiSet> apis);
    /// Records why a reload failed: the new APIs could not be read.
    void replacement_failed(const std::string& reason);

    struct Reloads {
        std::uint64_t done = 0;
        std::uint64_t failed = 0;
        std::string problem; ///< of the last reload; empty: it succeeded
    };
    Reloads reloads() const;

    std::shared_ptr<const ApiSet> apis() const;
    Sessions& sessions() { return sessions_; }
    Session& common_session() { return *sessions_.common(); }
    Metrics& metrics() { return metrics_; }
    std::int64_t now_ms() const { return settings_.now_us() / 1000; }

    /// The run `API/ID` continues from its first step in that state, or from that step. If a path has several
    /// ids, ID is all of them (Run::key), or the run's alone if only one run has it. Throw BadArgument if the
    /// run has no such state or step, UnknownRun if no API has the run.
    void set_state(Session& session, std::string_view run_key, std::string_view state);
    void set_step(Session& session, std::string_view run_key, std::size_t step);

    class UnknownRun : public std::runtime_error {
    public:
        using std::runtime_error::runtime_error;
    };

private:
    void keep(const Call& call, const RequestOutcome& outcome);
    std::shared_ptr<const Run> find_run(std::string_view key) const;

    const MockSettings settings_;
    mutable std::mutex mutex_; ///< guards the next two members
    std::shared_ptr<const ApiSet> apis_;
    Reloads reloads_;
    const CredentialMask mask_;
    Sessions sessions_;
    Metrics metrics_;
    http::GzipCache gzip_;
};

} // namespace understudy::mock
