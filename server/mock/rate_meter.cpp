#include "server/mock/rate_meter.hpp"

#include <algorithm>

namespace understudy::mock {

std::optional<RateMeter::Reading> RateMeter::count(std::string_view api, std::int64_t now_ms) {
    const auto named = [&](const std::string& name) {
        return std::find_if(limits_.begin(), limits_.end(),
                            [&](const RateLimit& each) { return each.api == name; });
    };
    auto limit = named(std::string(api));
    if (limit == limits_.end()) limit = named("");
    if (limit == limits_.end()) return std::nullopt;
    Window& window = windows_[std::string(api)];
    if (now_ms >= window.ends_ms) window = {now_ms + limit->window_ms, 0};
    const bool exceeded = window.requests >= limit->requests;
    if (!exceeded) ++window.requests;
    return Reading{limit->requests, limit->requests - window.requests, window.ends_ms, exceeded};
}

} // namespace understudy::mock
