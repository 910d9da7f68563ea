#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/http/chunked_body.hpp"
#include "server/http/head.hpp"
#include "server/http/head_scanner.hpp"
#include "server/http/limits.hpp"
#include "server/http/message.hpp"
#include "server/http/problem.hpp"

namespace understudy::http {

/// Turns a connection's bytes into requests, or into one refusal. It has no socket and no clock.
class RequestReader {
public:
    enum class Next { more, request, refused };
    enum class Stage { idle, head, body };

    /// `limits` outlives the reader.
    explicit RequestReader(const ConnectionLimits& limits);

    /// Space for the next bytes, at least one; valid until the next call of any member.
    std::span<char> room();

    /// The caller has put `size` bytes into room().
    void fill(std::size_t size);

    /// The next request in the bytes received. After `more`, call fill() first; after `refused`, never call
    /// it again.
    Next next();

    const Request& request() const { return request_; } ///< after `request`, until room() or next()
    /// Whether the current request is known to be HEAD. If so, no reply may have a body, not even a refusal.
    bool to_head() const { return to_head_; }
    bool http_1_1() const { return head_.http_1_1; }
    bool keep_alive() const { return head_.keep_alive; }
    const Refusal& refusal() const { return *refusal_; } ///< after `refused`

    /// True once for a request whose client waits for `100 Continue` before it sends the body.
    bool take_continue();

    /// After `more`: the part that is still awaited.
    Stage stage() const;

private:
    Next next_head();
    Next parse_head(std::string_view bytes);
    Next next_body();
    Next begin_body();
    Next body_arrived();
    Next complete(std::string_view body);
    Next refuse(const Refusal& refusal);
    void give_back();
    void skip_empty_lines();
    std::string_view pending() const;

    const ConnectionLimits* limits_;
    boost::beast::flat_buffer buffer_;
    HeadScanner scanner_;
    std::string text_; ///< the last complete head; the buffer moves, this does not
    Head head_;        ///< the parsed form of text_
    Request request_;
    const Refusal* refusal_ = nullptr;
    std::size_t spent_ = 0; ///< bytes of the buffer that request_ still refers to
    bool to_head_ = false;
    bool in_body_ = false;
    bool awaits_continue_ = false;
    std::string body_;
    std::optional<ChunkedBody> chunks_;
};

} // namespace understudy::http
