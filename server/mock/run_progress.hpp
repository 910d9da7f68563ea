#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/mock/run.hpp"

namespace understudy::mock {

/// What moves a run on through its responses.
enum class Advance {
    poll, ///< each time it is asked for; it stays on the last
    time, ///< the clock, from the first time that it is asked for
    none, ///< nothing: it is on its last response from the start
};

struct ProgressOptions {
    Advance advance = Advance::poll;
    double speed = 1; ///< of Advance::time: how many times as quick as it was recorded
};

/// How far each run has come in one session.
///
/// A run is a fixed sequence of recorded responses, shared by all sessions. A session keeps only a position
/// in it: with Advance::poll the position moves on with each request, with Advance::time it follows the clock
/// from the first request on. A run that nobody has asked for is at its beginning and takes no memory.
///
/// The number of positions is bounded. If there are too many, the runs that were asked for first begin anew.
/// One thread at a time.
class RunProgress {
public:
    explicit RunProgress(ProgressOptions pace) : pace_(pace) {}

    /// The index of the step that is due, after which the run may move on. `now_ms` is of any clock that does
    /// not go backwards, always the same one.
    std::size_t next(const Run& run, std::int64_t now_ms);

    /// The same, and the run stays where it is. Of a run that was never asked for: where it would begin.
    std::size_t current(const Run& run, std::int64_t now_ms) const;

    /// Counts one more GET of the run, whatever comes of it, and returns the number of this one, from 1 on.
    std::uint64_t count_poll(const Run& run, std::int64_t now_ms);

    /// How many times the run was asked for.
    std::uint64_t polls(const Run& run) const;

    /// The run goes on from this step, whatever it did before.
    void move_to(const Run& run, std::size_t step, std::int64_t now_ms);

    /// Every run is at its beginning.
    void reset();

private:
    struct Position {
        std::size_t step = 0;
        std::int64_t began_ms = 0; ///< of Advance::time: when its first response was due
        std::uint64_t polls = 0;
        bool moved = false; ///< by move_to()
    };

    Position& of(const Run& run, std::int64_t now_ms);
    std::size_t due(const Run& run, const Position& position, std::int64_t now_ms) const;

    ProgressOptions pace_;
    std::unordered_map<std::string, Position> positions_;
    std::deque<const std::string*> order_; ///< keys in positions_, the oldest first
};

} // namespace understudy::mock
