#pragma once

#include <ctime>
#include <memory>
#include <string>

namespace understudy::http {

/// The bytes that a connection writes between Reply::head() and Reply::body(), for one second of the clock.
struct HeadEnding {
    explicit HeadEnding(std::time_t second);

    std::string plain;      ///< Date
    std::string keep_alive; ///< Date and Connection: keep-alive, which HTTP/1.0 clients need
    std::string close;      ///< Date and Connection: close
};

/// Renders HeadEnding at most once a second. For one thread.
class HeadEndings {
public:
    /// The result stays valid while the caller holds it, even after the second has passed.
    const std::shared_ptr<const HeadEnding>& now();

private:
    std::time_t second_ = -1;
    std::shared_ptr<const HeadEnding> ending_;
};

} // namespace understudy::http
