#pragma once

#include <array>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <string_view>

#include "server/http/connection.hpp"
#include "server/http/outgoing.hpp"
#include "server/http/pacing.hpp"
#include "server/http/tls.hpp"

namespace understudy::http {

/// State that few connections need. For the connection's own sources.
struct Connection::Paced {
    Paced(Loop& loop, const Reply& reply, std::string_view ending, bool with_body)
        : pacing(reply, ending, with_body), timer(loop.context) {}

    Pacing pacing;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>,
                                      boost::asio::io_context::executor_type>
        timer;
};

struct Connection::Sealed {
    explicit Sealed(const TlsContext& context) : channel(context) {}

    TlsChannel channel;
    Outgoing wire; ///< the encrypted form of outgoing_
    std::array<char, 16'384> received;
};

} // namespace understudy::http
