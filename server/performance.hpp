#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/admin/access_log.hpp"
#include "server/admin/desk.hpp"
#include "server/admin/secrecy.hpp"
#include "server/admin/session.hpp"
#include "server/cast.hpp"
#include "server/http/gzip.hpp"
#include "server/http/message.hpp"

namespace understudy {

struct PerformanceOptions {
    admin::SessionOptions sessions;
    admin::DeskOptions desk;
    bool admin_here = true; ///< whether answer() answers the admin API's requests too
    admin::LogFormat log_format = admin::LogFormat::off;
    std::function<void(std::string_view)> log; ///< takes whole lines, from any thread; null: nowhere
    /// Unix time in microseconds; never goes back. Null: the system's.
    std::function<std::int64_t()> now_us;
};

/// The mock as a function from request to response: no socket and no file. Threads may share it.
///
/// A request belongs to the session that its path (`/s/ID/…`) or its field `X-Understudy-Session` names, or
/// to the one that all requests share that name none.
class Performance {
public:
    Performance(std::shared_ptr<const Cast> cast, PerformanceOptions options);

    /// From now on another cast plays; lives go on where they were. From any thread.
    void replace(std::shared_ptr<const Cast> cast);

    /// Another cast was meant to play, and could not: why.
    void replacement_failed(const std::string& reason);

    std::shared_ptr<const http::Reply> answer(const http::Request& request);

    /// As answer() on a port that has nothing but the admin API.
    std::shared_ptr<const http::Reply> answer_admin(const http::Request& request);

    struct Place {
        std::string api;
        std::string path; ///< what a client's base URL has after host and port: `/happyrobot/api/v1`
        std::size_t runs = 0;
    };
    /// Where each API is, by name.
    std::vector<Place> places() const;

private:
    struct Call;
    Call open(const http::Request& request);
    std::shared_ptr<const http::Reply> play(const Call& call, std::int64_t began_us);
    std::shared_ptr<const Cast> cast() const;

    const PerformanceOptions options_;
    mutable std::mutex mutex_; ///< of cast_
    std::shared_ptr<const Cast> cast_;
    const admin::Secrecy secrecy_;
    admin::Sessions sessions_;
    admin::Desk desk_;
    http::GzipCache gzip_;
};

} // namespace understudy
