#include "cli/progress.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <utility>

namespace understudy::cli {
namespace {

constexpr auto kFirst = std::chrono::milliseconds(500);
constexpr auto kNext = std::chrono::milliseconds(250);

std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string duration(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
    if (whole < 60) return std::to_string(whole) + " s";
    if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

} // namespace

std::string progress_text(const ProgressUpdate& advance, double seconds,
                          std::optional<std::uint64_t> expected) {
    std::string text = grouped(advance.documents) + (advance.documents == 1 ? " document" : " documents");
    if (seconds > 0) {
        const double speed = static_cast<double>(advance.bytes) / seconds / 1e6;
        text += ", " + grouped(static_cast<std::uint64_t>(std::llround(speed))) + " MB/s";
    }
    if (!expected || *expected == 0 || advance.read == 0) return text;
    const double share =
        std::min(1.0, static_cast<double>(advance.read) / static_cast<double>(*expected)); // a file may grow
    text += ", " + std::to_string(static_cast<unsigned>(share * 100)) + " %";
    return text + ", " + duration(seconds * (1 - share) / share) + " left";
}

Progress::Progress(std::ostream& err, bool shows, Now now)
    : err_(err), shows_(shows), now_(std::move(now)), start_(now_()), due_(start_ + kFirst) {}

bool Progress::is_due() const {
    return shows_ && now_() >= due_;
}

void Progress::update(const ProgressUpdate& advance) {
    if (!is_due()) return;
    const Clock::time_point now = now_();
    due_ = now + kNext;
    is_shown_ = true;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    err_ << "\r" << progress_text(advance, seconds, expected_) << "\x1b[K" << std::flush;
}

void Progress::clear() {
    if (std::exchange(is_shown_, false)) err_ << "\r\x1b[K" << std::flush;
}

} // namespace understudy::cli
