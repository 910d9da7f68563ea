#include "cli/duration.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "cli/options.hpp"

namespace understudy::cli {

std::chrono::milliseconds parse_duration(const std::string& option, const std::string& text) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> kUnits = {
        {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}}};
    constexpr std::int64_t kDay = 86'400'000;
    std::int64_t count = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
    for (const auto& [name, milliseconds] : kUnits)
        if (error == std::errc{} && unit == name && count > 0 && count <= kDay / milliseconds)
            return std::chrono::milliseconds(count * milliseconds);
    throw UsageError("--" + option + ": expected a duration, 250ms, 10s, 2m or 1h; found \"" + text + "\"");
}

} // namespace understudy::cli
