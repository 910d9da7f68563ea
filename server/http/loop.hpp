#pragma once

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "server/http/head_ending.hpp"
#include "server/http/limits.hpp"
#include "server/http/message.hpp"

namespace understudy::http {

using ConnectionLink =
    boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Connection;
class TlsContext;
using ConnectionList = boost::intrusive::list<Connection, boost::intrusive::base_hook<ConnectionLink>,
                                              boost::intrusive::constant_time_size<false>>;

/// State that the connections of one thread share. Other threads touch only the atomic members.
struct Loop {
    Loop(Handler answer, const ConnectionLimits& bounds, std::shared_ptr<const TlsContext> certificate)
        : limits(bounds), handler(std::move(answer)), tls(std::move(certificate)) {}

    const ConnectionLimits limits;
    const Handler handler;
    const std::shared_ptr<const TlsContext> tls; ///< null: connections are plain
    HeadEndings endings;
    std::uint32_t tick = 0;       ///< sweeps so far: the clock of all deadlines
    std::array<char, 4'096> room; ///< for the bytes of one write
    std::atomic<bool> stopping = false;
    std::atomic<std::size_t> open = 0; ///< connections; an auto-unlinking list cannot count
    std::function<void()> on_closed;
    // The context is destroyed first, and the connections with it, because its pending operations own them.
    ConnectionList connections;
    boost::asio::io_context context{1};
};

} // namespace understudy::http
