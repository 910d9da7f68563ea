#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/mock/session.hpp"

namespace understudy::admin {

/// What happens in one session, as server-sent events (HTML §9.2). A client asks for the next piece again and
/// again:
///
///     event: request   data: as in GET /requests; id: its number, for Last-Event-ID
///     event: missed    data: {"count": 12}: requests that are not told of, for there were too many at a time
///     event: changed   data: {}: something else is no longer as it was, the journal may be empty
///     event: gone      data: {}: the session is no more, and these are all events
///
/// Holds no event back: what was not asked for in time is still in the journal, or is counted as missed. One
/// thread at a time.
class EventStream {
public:
    static constexpr std::size_t kMostStreams = 16; ///< at a time
    static constexpr std::size_t kMostAtATime = 50;
    static constexpr std::size_t kMostBytes = 65'536; ///< and what the last event is over it

    /// `after`: the number of the last request that is not told of. `changes`: a count of what else changes.
    /// `scheme`: of the URLs of requests.
    EventStream(const std::shared_ptr<mock::Session>& session, std::uint64_t after,
                std::function<std::uint64_t()> changes, std::string scheme);

    /// What has happened since; now and then a comment where it is nothing, so that proxies do not give up.
    /// nullopt: that was all.
    std::optional<std::string> next();

private:
    void append_requests(const mock::Session& session, std::string& out);

    std::weak_ptr<mock::Session> session_;
    std::uint64_t after_;
    std::function<std::uint64_t()> count_changes_;
    std::uint64_t changes_;
    std::string scheme_;
    bool is_over_ = false;
    unsigned quiet_ = 0; ///< calls since something was said
};

} // namespace understudy::admin
