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

/// A request as a handler sees it, after its framing was checked; every view is valid only during the call.
struct Request {
    std::string_view method;
    /// Begins with "/", but for `OPTIONS *` and the authority of CONNECT. An absolute-form target was taken
    /// apart: its authority is in `host` (RFC 9112 §3.2.2).
    std::string_view target;
    /// Where the request is addressed to, port included if it was given; empty only in HTTP/1.0 or if the
    /// client says so.
    std::string_view host;
    std::span<const Field> fields;
    /// Decoded: without chunks and their extensions. Trailers are dropped (RFC 9110 §6.5.1).
    std::string_view body;

    /// The value of the first field of that name, which compares without case; empty if there is none.
    std::string_view field(std::string_view name) const;

    /// How many field lines have that name: 0 tells an absent field from an empty one.
    std::size_t count(std::string_view name) const;
};

/// What comes next of a body that is made while it is sent: nothing yet (empty), or its end (nullopt).
using Source = std::function<std::optional<std::string>()>;

/// A response whose bytes exist before the request arrives: immutable, shared by all connections.
class Reply {
public:
    /// Throws std::invalid_argument, naming the field, where one is not a token, has a control character in
    /// its value, or is one that the connection writes itself: Content-Length, Transfer-Encoding,
    /// Connection, Date. Likewise for a status outside 200-599.
    static std::shared_ptr<const Reply> make(unsigned status, std::span<const Field> fields, std::string body,
                                             const std::optional<Delivery>& delivery = std::nullopt);

    /// A response for one request, without Content-Length: its body ends with the connection (RFC 9112 §6.3).
    /// `source` is called on the connection's thread, some ten times a second and only when all before has
    /// been sent: a slow reader costs no more memory than one piece. It is destroyed with the connection.
    static std::shared_ptr<const Reply> stream(unsigned status, std::span<const Field> fields, Source source);

    /// A response that `relay` brings, for one request.
    static std::shared_ptr<const Reply> relayed(std::shared_ptr<Relay> relay);

    unsigned status() const { return status_; } ///< 0 of a relayed one

    /// Status line and fields, each with its CRLF; neither Date and Connection nor the empty line.
    /// Content-Length is that of body(), also in answer to HEAD; 204 and 304 have none (RFC 9110 §8.6).
    std::string_view head() const { return head_; }

    /// What is sent in answer to anything but HEAD; empty for 204, 205 and 304, whatever was given.
    std::string_view body() const { return body_; }

    /// The fields of head(), without Content-Length; views into it.
    std::vector<Field> fields() const;

    /// How it is sent; nullptr: whole and at once.
    const Delivery* delivery() const { return delivery_ ? &*delivery_ : nullptr; }

    /// Of a stream(); null for any other.
    const Source& source() const { return source_; }

    /// Of a relayed() one; null for any other.
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
