#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

#include "server/http/message.hpp"
#include "validator/intake/fixture.hpp"

namespace understudy::replay {

/// What moves a run on through its responses.
enum class Advance {
    poll, ///< each time it is asked for; it stays on the last
    none, ///< nothing: it is on its last response from the start
};

/// A run that can be asked for: its replies, built beforehand, and how far it has come. Threads may share it.
class Run {
public:
    /// Throws json::LoadError where a recorded field cannot be sent as it stands.
    Run(const intake::Fixture& fixture, Advance advance);

    /// The reply that is due, after which the run moves on.
    const std::shared_ptr<const http::Reply>& next();

    /// The reply that is due; the run stays where it is.
    const std::shared_ptr<const http::Reply>& current() const;

private:
    std::vector<std::shared_ptr<const http::Reply>> replies_;
    std::atomic<std::size_t> position_ = 0;
};

} // namespace understudy::replay
