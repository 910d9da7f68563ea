#include "validator/live/wait.hpp"

#include <charconv>
#include <iomanip>
#include <limits>
#include <sstream>

namespace understudy::live {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::system_clock;

constexpr std::int64_t kMostSeconds = 365LL * 24 * 60 * 60;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

milliseconds until(system_clock::time_point then, system_clock::time_point now) {
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(then - now));
}

} // namespace

std::optional<system_clock::time_point> parse_http_date(std::string_view text) {
    std::tm parts = {};
    std::istringstream stream{std::string(text)};
    stream.imbue(std::locale::classic());
    stream >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT");
    if (stream.fail()) return std::nullopt;
    return system_clock::from_time_t(timegm(&parts));
}

std::optional<milliseconds> asked_wait(const FetchedResponse& response, system_clock::time_point now) {
    if (const std::string* after = response.field("retry-after")) {
        if (const auto count = whole_number(*after)) return seconds(std::min(*count, kMostSeconds));
        if (const auto date = parse_http_date(*after)) return until(*date, now);
    }
    const std::string* remaining = response.field("x-ratelimit-remaining");
    const std::string* reset = response.field("x-ratelimit-reset");
    if (reset == nullptr || (response.status != 429 && (remaining == nullptr || *remaining != "0")))
        return std::nullopt;
    const auto count = whole_number(*reset);
    if (!count) return std::nullopt;
    constexpr std::int64_t kUnixTime = 1'000'000'000; // a smaller number is a duration, not a date
    if (*count < kUnixTime) return seconds(std::min(*count, kMostSeconds));
    return until(system_clock::time_point(seconds(std::min(*count, std::int64_t{4'102'444'800}))), now);
}

} // namespace understudy::live
