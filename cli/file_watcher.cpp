#include "cli/file_watcher.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace understudy::cli {
namespace {

namespace fs = std::filesystem;

/// An editor writes, renames and removes in one go. After this long without a change, the files are whole.
constexpr int kQuietMs = 100;
constexpr int kMostRounds = 20; ///< of them, where it is never quiet

void watch(int changes, const std::string& folder) {
    constexpr std::uint32_t kEvents =
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB;
    if (inotify_add_watch(changes, folder.c_str(), kEvents) < 0 && errno != ENOENT && errno != ENOTDIR)
        throw std::system_error(errno, std::generic_category(), "cannot watch " + folder);
}

} // namespace

FileWatcher::FileWatcher(std::vector<std::string> folders, std::function<void()> on_change)
    : folders_(std::move(folders)),
      on_change_(std::move(on_change)),
      changes_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
    try {
        if (changes_ < 0 || stop_ < 0)
            throw std::system_error(errno, std::generic_category(), "cannot watch files");
        watch_all();
        thread_ = std::thread([this] { run(); });
    } catch (...) {
        ::close(changes_);
        ::close(stop_);
        throw;
    }
}

FileWatcher::~FileWatcher() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
    thread_.join();
    ::close(changes_);
    ::close(stop_);
}

/// Also watches folders that are new since the last call. Watching one twice does no harm.
void FileWatcher::watch_all() {
    for (const std::string& folder : folders_) {
        watch(changes_, folder);
        std::error_code gone;
        for (auto entry = fs::recursive_directory_iterator(folder, gone);
             !gone && entry != fs::recursive_directory_iterator(); entry.increment(gone))
            if (entry->is_directory(gone)) watch(changes_, entry->path().string());
    }
}

bool FileWatcher::drain() {
    std::array<char, 4096> events{};
    bool any = false;
    while (::read(changes_, events.data(), events.size()) > 0) any = true;
    return any;
}

void FileWatcher::run() {
    std::array<pollfd, 2> waiting{{{changes_, POLLIN, 0}, {stop_, POLLIN, 0}}};
    for (;;) {
        ::poll(waiting.data(), waiting.size(), -1);
        for (int i = 0; i < kMostRounds && waiting[1].revents == 0 && drain(); ++i)
            ::poll(waiting.data(), waiting.size(), kQuietMs);
        if (waiting[1].revents != 0) return;
        try {
            watch_all();
        } catch (const std::system_error&) {
            // Later changes in a new folder go unnoticed; its files are read now all the same.
        }
        on_change_();
    }
}

} // namespace understudy::cli
