#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/mock/session.hpp"

namespace understudy::admin {

/// The events of one session as server-sent events (HTML §9.2). The client asks for the next piece again and
/// again:
///
///     event: request   data: as in GET /requests; id: its number, for Last-Event-ID
///     event: missed    data: {"count": 12}: requests left out, because too many came at a time
///     event: changed   data: {}: something else has changed; the journal may be empty
///     event: gone      data: {}: the session has ended, and no more events follow
///
/// The stream buffers no events: an event not fetched in time is still in the journal, or counts as missed.
/// One thread at a time.
class EventStream {
public:
    static constexpr std::size_t kMostStreams = 16; ///< at a time
    static constexpr std::size_t kMostAtATime = 50;
    static constexpr std::size_t kMostBytes = 65'536; ///< the last event may exceed it

    /// `after`: the number of the last request to leave out; events begin after it. `changes` counts changes
    /// of anything else. `scheme`: that of the requests' URLs.
    EventStream(const std::shared_ptr<mock::Session>& session, std::uint64_t after,
                std::function<std::uint64_t()> changes, std::string scheme);

    /// The events since the last call, or an empty piece. Sends a comment now and then while nothing happens,
    /// so that proxies do not give up. nullopt: the stream is over.
    std::optional<std::string> next();

private:
    void append_requests(const mock::Session& session, std::string& out);

    std::weak_ptr<mock::Session> session_;
    std::uint64_t after_;
    std::function<std::uint64_t()> count_changes_;
    std::uint64_t changes_;
    std::string scheme_;
    bool is_over_ = false;
    unsigned quiet_ = 0; ///< calls since the last piece that was not empty
};

} // namespace understudy::admin
