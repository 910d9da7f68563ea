#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace understudy::http {

class Reply;

/// A reply that arrives from elsewhere while it is being sent, such as the answer of an upstream server.
///
/// A handler returns at once, and a proxy cannot. So it returns Reply::relayed(), and the connection then
/// asks the relay for one piece after another. It asks for the next piece only after the client has taken the
/// last. So a slow client slows the upstream down, and a body of any size costs the memory of one piece. The
/// pieces are the whole response as it goes over the wire: status line, fields and framing.
///
/// Everything here happens on the connection's thread. A relay that waits for its own socket opens it in
/// Server::context().
class Relay {
public:
    enum class Then {
        more,  ///< the response continues
        keep,  ///< it is complete, and the connection may take the next request
        close, ///< it ends here, complete or not, and the connection closes
    };

    struct Piece {
        std::string_view bytes; ///< valid until the next next(), or until the relay is destroyed
        Then then = Then::more;
        std::shared_ptr<const Reply> instead; ///< only as the first piece: the whole reply, written by the
                                              ///< connection. `bytes` and `then` do not count.
    };
    using Ready = std::function<void(const Piece&)>;

    virtual ~Relay() = default;

    /// Calls `ready` once, later, and never from inside next(). `ready` owns the connection: if a relay drops
    /// it, the connection closes.
    virtual void next(Ready ready) = 0;

    /// The client is gone. Drops `ready`, if one is waiting, and ends any wait.
    virtual void cancel() = 0;
};

} // namespace understudy::http
