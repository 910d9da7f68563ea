#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "server/http/message.hpp"

namespace understudy::http {

/// A reply on its way by its Delivery, or out of its Source: bytes and the pauses between them. Has no socket
/// and no clock.
class Pacing {
public:
    enum class End { done, close, reset };

    /// `reply` has a Delivery or a Source. `ending`: what HeadEnding has for it.
    Pacing(const Reply& reply, std::string_view ending, bool with_body);

    /// Before the next piece.
    std::chrono::milliseconds pause() const;

    /// The next bytes; none where nothing is sent at all.
    std::shared_ptr<const std::string> next();

    /// Whether next() has given the last.
    bool done() const { return begun_ && sent_ == bytes_.size() && !source_; }
    /// Whether there is a Source that has more.
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
