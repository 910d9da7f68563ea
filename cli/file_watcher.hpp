#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace understudy::cli {

/// Calls a function when files in some folders, or below them, have changed. Changes that come together make
/// one call.
class FileWatcher {
public:
    /// `on_change` is called on a thread of its own, never twice at a time. Throws std::system_error if
    /// the system has no more watches.
    FileWatcher(std::vector<std::string> folders, std::function<void()> on_change);
    ~FileWatcher();
    FileWatcher(const FileWatcher&) = delete;
    FileWatcher& operator=(const FileWatcher&) = delete;

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

} // namespace understudy::cli
