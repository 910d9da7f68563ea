#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/delivery.hpp"
#include "server/http/relay.hpp"

namespace understudy::http {

struct Field {
    std::string_view name, value;
};

/// A request as a handler sees it, after its framing was checked. Every view is valid only during the call.
struct Request {
    std::string_view method;
    /// Begins with "/", except for `OPTIONS *` and the authority of CONNECT. An absolute-form target is
    /// split: its authority is in `host` (RFC 9112 §3.2.2).
    std::string_view target;
    /// The host that the request addresses, with the port if the client gave one. Empty only in HTTP/1.0, or
    /// if the client sends an empty one.
    std::string_view host;
    std::span<const Field> fields;
    /// Decoded: without chunks and their extensions. Trailers are dropped (RFC 9110 §6.5.1).
    std::string_view body;

    /// The value of the first field of that name; empty if there is none. Names compare without case.
    std::string_view field(std::string_view name) const;

    /// How many field lines have that name: 0 distinguishes an absent field from an empty one.
    std::size_t count(std::string_view name) const;
};

/// Returns the next piece of a body that is made while it is sent: empty if there is nothing yet, nullopt at
/// the end.
using Source = std::function<std::optional<std::string>()>;

/// A response whose bytes exist before the request arrives. It is immutable, and all connections share it.
class Reply {
public:
    /// Throws std::invalid_argument, which names the field, if a name is not a token, if a value has a
    /// control character, or if the connection writes that field itself: Content-Length, Transfer-Encoding,
    /// Connection, Date. Also throws for a status outside 200-599.
    static std::shared_ptr<const Reply> make(unsigned status, std::span<const Field> fields, std::string body,
                                             const std::optional<Delivery>& delivery = std::nullopt);

    /// A response for one request, without Content-Length: its body ends with the connection (RFC 9112 §6.3).
    /// The connection's thread calls `source` about ten times a second, and only when everything before has
    /// been sent. So a slow reader costs no more memory than one piece. `source` is destroyed with the
    /// connection.
    static std::shared_ptr<const Reply> stream(unsigned status, std::span<const Field> fields, Source source);

    /// A response for one request that `relay` supplies.
    static std::shared_ptr<const Reply> relayed(std::shared_ptr<Relay> relay);

    unsigned status() const { return status_; } ///< 0 for a relayed reply

    /// Status line and fields, each with its CRLF, without Date, Connection and the empty line.
    /// Content-Length is that of body(), even in answer to HEAD; 204 and 304 have none (RFC 9110 §8.6).
    std::string_view head() const { return head_; }

    /// The body sent in answer to anything but HEAD. Always empty for 204, 205 and 304.
    std::string_view body() const { return body_; }

    /// The fields of head(), without Content-Length, as views into it.
    std::vector<Field> fields() const;

    /// How the reply is sent; nullptr: whole and at once.
    const Delivery* delivery() const { return delivery_ ? &*delivery_ : nullptr; }

    /// The source of a stream(); null for any other reply.
    const Source& source() const { return source_; }

    /// The relay of a relayed() reply; null for any other.
    const std::shared_ptr<Relay>& relay() const { return relay_; }

private:
    Reply(unsigned status, std::string head, std::string body, const std::optional<Delivery>& delivery);

    unsigned status_;
    std::string head_;
    std::string body_;
    std::optional<Delivery> delivery_;
    Source source_;
    std::shared_ptr<Relay> relay_;
};

/// Answers a request at once. It may throw: the client then gets a 500 problem.
using Handler = std::function<std::shared_ptr<const Reply>(const Request&)>;

} // namespace understudy::http
