#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "server/http/message.hpp"

namespace understudy::http {

/// A reply that is sent by its Delivery or from its Source: pieces of bytes, and the pauses between them. It
/// has no socket and no clock.
class Pacing {
public:
    enum class End { done, close, reset };

    /// `reply` has a Delivery or a Source. `ending`: the part of HeadEnding for it.
    Pacing(const Reply& reply, std::string_view ending, bool with_body);

    /// The pause before the next piece.
    std::chrono::milliseconds pause() const;

    /// The next bytes; null if nothing is sent at all.
    std::shared_ptr<const std::string> next();

    /// Whether next() has returned the last piece.
    bool done() const { return begun_ && sent_ == bytes_.size() && !source_; }
    /// Whether a Source has more to send.
    bool is_stream() const { return static_cast<bool>(source_); }
    End end() const;

private:
    Delivery delivery_;
    Source source_;
    std::string bytes_;
    std::size_t sent_ = 0;
    bool begun_ = false;
};

} // namespace understudy::http
