#pragma once

#include <ctime>
#include <memory>
#include <string>

namespace understudy::http {

/// What a connection writes between Reply::head() and Reply::body(), for one second of the clock.
struct HeadEnding {
    explicit HeadEnding(std::time_t second);

    std::string plain;      ///< Date
    std::string keep_alive; ///< Date and Connection: keep-alive, which HTTP/1.0 needs to be told
    std::string close;      ///< Date and Connection: close
};

/// Renders HeadEnding once a second at most. For one thread.
class HeadEndings {
public:
    /// Valid for as long as it is held, whatever the clock does.
    const std::shared_ptr<const HeadEnding>& now();

private:
    std::time_t second_ = -1;
    std::shared_ptr<const HeadEnding> ending_;
};

} // namespace understudy::http
