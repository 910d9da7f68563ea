#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/mock/run.hpp"

namespace understudy::mock {

/// What advances a run through its responses.
enum class Advance {
    poll, ///< each request; it stays on the last response
    time, ///< the clock, from the first request on
    none, ///< nothing: it is on its last response from the start
};

struct ProgressOptions {
    Advance advance = Advance::poll;
    double speed = 1; ///< for Advance::time: a multiple of the recorded speed
};

/// How far each run has come in one session.
///
/// A run is a fixed sequence of recorded responses, shared by all sessions. A session keeps only a position
/// in it: with Advance::poll the position advances with each request, with Advance::time it follows the clock
/// from the first request on. A run that was never requested is at its beginning and takes no memory.
///
/// The number of positions is bounded. If there are too many, the runs that were requested first begin again.
/// One thread at a time.
class RunProgress {
public:
    explicit RunProgress(ProgressOptions pace) : pace_(pace) {}

    /// The index of the step that is due; the run may advance afterwards. `now_ms` comes from any clock that
    /// does not go backwards, always the same one.
    std::size_t next(const Run& run, std::int64_t now_ms);

    /// The same, but the run does not advance. A run that was never requested reports where it would begin.
    std::size_t current(const Run& run, std::int64_t now_ms) const;

    /// Counts one more GET of the run, whatever its outcome, and returns its number, from 1 on.
    std::uint64_t count_poll(const Run& run, std::int64_t now_ms);

    /// How many times the run was requested.
    std::uint64_t polls(const Run& run) const;

    /// The run continues from this step, whatever its position was.
    void move_to(const Run& run, std::size_t step, std::int64_t now_ms);

    /// Puts every run back to its beginning.
    void reset();

private:
    struct Position {
        std::size_t step = 0;
        std::int64_t began_ms = 0; ///< for Advance::time: when its first response was due
        std::uint64_t polls = 0;
        bool moved = false; ///< by move_to()
    };

    Position& of(const Run& run, std::int64_t now_ms);
    std::size_t due(const Run& run, const Position& position, std::int64_t now_ms) const;

    ProgressOptions pace_;
    std::unordered_map<std::string, Position> positions_;
    std::deque<const std::string*> order_; ///< keys in positions_, oldest first
};

} // namespace understudy::mock
