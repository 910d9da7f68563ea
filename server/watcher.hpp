#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace understudy {

/// Tells when files in some folders, or below them, have changed: once for changes that come together.
class Watcher {
public:
    /// `on_change` is called on a thread of its own, never twice at a time. Throws std::system_error where
    /// the system has no more watches.
    Watcher(std::vector<std::string> folders, std::function<void()> on_change);
    ~Watcher();
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

private:
    void watch_all();
    void run();
    bool drain();

    std::vector<std::string> folders_;
    std::function<void()> on_change_;
    int changes_ = -1; ///< inotify(7)
    int stop_ = -1;    ///< eventfd(2)
    std::thread thread_;
};

} // namespace understudy
