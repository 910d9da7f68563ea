#include "cli/duration.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "cli/options.hpp"

namespace understudy::cli {
namespace {

constexpr std::int64_t kDay = 86'400'000;

} // namespace

std::chrono::milliseconds parse_duration(const std::string& option, const std::string& text, Bare bare) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> kUnits = {
        {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}}};
    std::int64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
    const std::int64_t least = bare == Bare::seconds ? 0 : 1;
    for (const auto& [name, milliseconds] : kUnits)
        if (error == std::errc{} && unit == name && count >= least && count <= kDay / milliseconds)
            return std::chrono::milliseconds(count * milliseconds);
    double seconds = 0;
    const auto [last, wrong] = std::from_chars(text.data(), end, seconds);
    if (bare == Bare::seconds && wrong == std::errc{} && last == end && seconds >= 0 &&
        seconds * 1000 <= kDay)
        return std::chrono::milliseconds(std::llround(seconds * 1000));
    throw UsageError("--" + option + ": expected a duration, 250ms, 10s, 2m or 1h; found \"" + text + "\"");
}

} // namespace understudy::cli
