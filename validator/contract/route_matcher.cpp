#include "validator/contract/route_matcher.hpp"

#include <algorithm>

#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/url.hpp"

namespace understudy::contract {
namespace {

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::size_t count_slashes(std::string_view path) {
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}

} // namespace

RouteMatcher::RouteMatcher(std::string_view name, const std::vector<Route>& routes) {
    for (const Route& route : routes) {
        if (route.is_webhook) continue;
        for (const Server& server : route.servers)
            for (const std::string& pattern : server.patterns) {
                const std::string base = base_path(pattern);
                bases_.insert(base);
                const std::string_view host = text::split_url(pattern).host;
                std::optional<PathTemplate> hosts;
                if (!host.empty()) hosts.emplace("", text::to_lower(host));
                for (const std::string& prefix : {base, "/" + std::string(name) + base}) {
                    const std::size_t more = route.path.starts_with('/') ? 0 : 1;
                    by_slashes_[count_slashes(prefix) + count_slashes(route.path) + more].push_back(
                        {&route, hosts, PathTemplate(prefix, route.path)});
                }
            }
    }
}

std::optional<RouteMatch> RouteMatcher::match(std::string_view method, std::string_view url) const {
    const text::UrlParts parts = text::split_url(url);
    const auto entries = by_slashes_.find(count_slashes(parts.path));
    if (entries == by_slashes_.end()) return std::nullopt;
    const bool is_any_host = parts.host.empty() || is_this_machine(parts.host);
    const std::string host = "/" + text::to_lower(parts.host);
    std::optional<RouteMatch> best;
    const Entry* best_entry = nullptr;
    for (const Entry& entry : entries->second) {
        if (!text::equal_ignoring_case(method, entry.route->method)) continue;
        if (!is_any_host && entry.host && !entry.host->match(host)) continue;
        auto path = entry.path.match(parts.path);
        if (!path || (best_entry != nullptr && !entry.path.is_more_concrete_than(best_entry->path))) continue;
        best = RouteMatch{entry.route, *std::move(path)};
        best_entry = &entry;
    }
    return best;
}

std::optional<RouteMatch> RouteMatcher::match_below_server(std::string_view method,
                                                           std::string_view path) const {
    for (const std::string& base : bases_)
        if (auto found = match(method, base + std::string(path))) return found;
    return std::nullopt;
}

} // namespace understudy::contract
