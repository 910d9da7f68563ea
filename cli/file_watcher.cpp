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

constexpr std::uint32_t kNameEvents = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
constexpr std::uint32_t kAllEvents = kNameEvents | IN_CLOSE_WRITE | IN_ATTRIB;

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

void FileWatcher::watch(const std::string& folder) {
    const int watched = inotify_add_watch(changes_, folder.c_str(), kAllEvents | IN_MASK_ADD);
    if (watched >= 0)
        watched_[watched].all = true;
    else if (errno != ENOENT && errno != ENOTDIR)
        throw std::system_error(errno, std::generic_category(), "cannot watch " + folder);
}

// What cannot be watched is left out: it is only needed if the folder goes away.
void FileWatcher::watch_above(const std::string& folder) {
    std::error_code error;
    fs::path below = fs::absolute(folder, error).lexically_normal();
    if (!below.has_filename()) below = below.parent_path(); // it ended with a slash
    for (; below.has_relative_path(); below = below.parent_path()) {
        const int watched =
            inotify_add_watch(changes_, below.parent_path().c_str(), kNameEvents | IN_MASK_ADD);
        if (watched >= 0) watched_[watched].names.insert(below.filename().string());
    }
}

/// Also watches folders that are new since the last call. Watching one twice does no harm.
void FileWatcher::watch_all() {
    for (const std::string& folder : folders_) {
        watch_above(folder);
        watch(folder);
        std::error_code gone;
        for (auto entry = fs::recursive_directory_iterator(folder, gone);
             !gone && entry != fs::recursive_directory_iterator(); entry.increment(gone))
            if (entry->is_directory(gone)) watch(entry->path().string());
    }
}

/// Whether one of the changes since the last call counts.
bool FileWatcher::drain() {
    alignas(inotify_event) std::array<char, 4096> events{};
    bool any = false;
    for (::ssize_t size = 0; (size = ::read(changes_, events.data(), events.size())) > 0;)
        for (::ssize_t at = 0; at < size;) {
            const auto& event = *reinterpret_cast<const inotify_event*>(events.data() + at);
            at += static_cast<::ssize_t>(sizeof event + event.len);
            const auto watched = watched_.find(event.wd);
            const std::string_view name = event.len == 0 ? "" : event.name;
            if ((event.mask & IN_Q_OVERFLOW) != 0) any = true;
            if (watched == watched_.end()) continue;
            any = any || watched->second.all || watched->second.names.contains(name);
            if ((event.mask & IN_IGNORED) != 0) watched_.erase(watched); // the folder is gone
        }
    return any;
}

void FileWatcher::run() {
    std::array<pollfd, 2> waiting{{{changes_, POLLIN, 0}, {stop_, POLLIN, 0}}};
    for (;;) {
        ::poll(waiting.data(), waiting.size(), -1);
        bool any = false;
        for (int i = 0; i < kMostRounds && waiting[1].revents == 0 && drain(); ++i) {
            any = true;
            ::poll(waiting.data(), waiting.size(), kQuietMs);
        }
        if (waiting[1].revents != 0) return;
        if (!any) continue;
        try {
            watch_all();
        } catch (const std::system_error&) {
            // Later changes in a new folder go unnoticed; its files are read now all the same.
        }
        on_change_();
    }
}

} // namespace understudy::cli
