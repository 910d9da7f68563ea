#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::check {

/// A server-sent event (HTML §9.2.6). A field that the event does not have is nullopt.
struct StreamEvent {
    std::size_t number = 1; ///< from 1, in the order of the stream
    std::string data;       ///< the lines of data, with a line feed between them
    std::size_t offset = 0; ///< of the first line of data, in the stream
    bool is_one_line = true;
    bool is_whole = true; ///< false: the stream ends before the blank line, so a client drops the event
    std::optional<std::string> event = {};
    std::optional<std::string> id = {};
    std::optional<std::string> retry = {}; ///< digits
};

using EachStreamEvent = std::function<void(const StreamEvent&)>;

/// Reads `text/event-stream`. Ignores what a client ignores: comments, unknown fields, an `id` with a NUL, a
/// `retry` that is no number, an event without data.
void read_event_stream(std::string_view stream, const EachStreamEvent& each);

} // namespace understudy::check
