#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace understudy::cli {

/// Calls a function when files in some folders, or below them, have changed. Changes that come together make
/// one call.
///
/// A watch of inotify(7) belongs to a folder, not to its name. So each folder above is watched too, for the
/// one name that leads down: a folder that is deleted and made anew, or that another takes the place of
/// (git checkout, `ln -sfn`), is found again.
class FileWatcher {
public:
    /// `on_change` is called on a thread of its own, never twice at a time. Throws std::system_error if
    /// the system has no more watches.
    FileWatcher(std::vector<std::string> folders, std::function<void()> on_change);
    ~FileWatcher();
    FileWatcher(const FileWatcher&) = delete;
    FileWatcher& operator=(const FileWatcher&) = delete;

private:
    /// Which changes in a watched folder count.
    struct Watched {
        bool all = false;
        std::set<std::string, std::less<>> names;
    };

    void watch_all();
    void watch(const std::string& folder);
    void watch_above(const std::string& folder);
    void run();
    bool drain();

    std::vector<std::string> folders_;
    std::map<int, Watched> watched_; ///< by inotify's descriptor
    std::function<void()> on_change_;
    int changes_ = -1; ///< inotify(7)
    int stop_ = -1;    ///< eventfd(2)
    std::thread thread_;
};

} // namespace understudy::cli
