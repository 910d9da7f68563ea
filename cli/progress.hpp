#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace understudy::cli {

/// How far a check of files is.
struct ProgressUpdate {
    std::uint64_t documents = 0; ///< checked
    std::uint64_t bytes = 0;     ///< checked, their compression taken off
    std::uint64_t read = 0;      ///< bytes of the files
};

/// A line on a terminal that says how far a check is, how fast it goes, and how long it will still take. It
/// appears after half a second, changes four times a second, and is cleared before anything else is written.
/// One thread at a time.
class Progress {
public:
    using Clock = std::chrono::steady_clock;
    using Now = std::function<Clock::time_point()>;

    /// `shows`: whether `err` is a terminal; else nothing is ever written.
    Progress(std::ostream& err, bool shows, Now now = Clock::now);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { clear(); }

    /// The bytes of all files; nothing: unknown, and the line shows no share.
    void expect(std::optional<std::uint64_t> bytes) { expected_ = bytes; }

    /// Whether update() would write. Counting what was done costs something, so ask first.
    bool is_due() const;
    void update(const ProgressUpdate& advance);
    void clear();

private:
    std::ostream& err_;
    bool shows_;
    Now now_;
    Clock::time_point start_;
    Clock::time_point due_;
    std::optional<std::uint64_t> expected_;
    bool is_shown_ = false;
};

/// `1,234,567 documents, 412 MB/s, 43 %, 12 s left`
std::string progress_text(const ProgressUpdate& advance, double seconds,
                          std::optional<std::uint64_t> expected);

} // namespace understudy::cli
