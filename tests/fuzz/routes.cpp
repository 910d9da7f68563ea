// A request target, a server's URL, and path templates, a line each: the route that RouteMatcher finds.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/fuzz/target.hpp"
#include "validator/contract/route_matcher.hpp"
#include "validator/text/url.hpp"

namespace {

using namespace understudy;
using namespace understudy::fuzz;
using contract::PathTemplate;

constexpr std::size_t kMostRoutes = 50;

// What is found of a template is written back to a path that has the same values.
void check_filled(const contract::Route& route, const contract::PathMatch& path) {
    const PathTemplate path_template("", route.path);
    const std::vector<std::string> names = path_template.parameter_names();
    if (std::set<std::string>(names.begin(), names.end()).size() != names.size())
        return; // one name, two values
    std::map<std::string, std::string> values;
    for (const std::string& name : names) {
        values[name] = path.value(name);
        require(!values[name].empty(), "a parameter is never empty");
    }
    const std::string filled = contract::fill_path(route.path, values);
    const auto again = path_template.match(filled);
    require(again.has_value(), "a filled template matches itself");
    for (const auto& [name, value] : values)
        require(again->value(name) == value, "a filled template has the values that it was given");
}

// The templates of a route that match the path, with and without the API's name before them.
std::vector<PathTemplate> matching(const contract::Route& route, std::string_view path) {
    std::vector<PathTemplate> all;
    for (const std::string& pattern : route.servers.front().patterns)
        for (const char* name : {"", "/api"}) {
            PathTemplate each(std::string(name) + contract::base_path(pattern), route.path);
            if (each.match(path)) all.push_back(std::move(each));
        }
    return all;
}

// Concrete paths come before templated ones (OpenAPI 3.1 §4.8.8.2), whatever their order.
void check_order(const std::vector<contract::Route>& routes, const contract::Route* found,
                 std::string_view path) {
    std::vector<PathTemplate> all, of_found;
    for (const contract::Route& route : routes)
        for (PathTemplate& each : matching(route, path)) {
            if (&route == found) of_found.push_back(each);
            all.push_back(std::move(each));
        }
    require((found == nullptr) == all.empty(), "a route is found where one matches");
    if (found == nullptr) return;
    require(std::any_of(of_found.begin(), of_found.end(),
                        [&](const PathTemplate& best) {
                            return std::none_of(all.begin(), all.end(), [&](const PathTemplate& other) {
                                return other.is_more_concrete_than(best);
                            });
                        }),
            "no other route that matches is more concrete");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const TimeLimit limit(5);
    std::string_view text = text_of(data, size);
    const std::string target(text::take_until(text, '\n'));
    const std::string server(text::take_until(text, '\n'));
    std::vector<contract::Route> routes;
    while (!text.empty() && routes.size() < kMostRoutes) {
        contract::Route& route = routes.emplace_back();
        route.method = "GET";
        route.path = text::take_until(text, '\n');
        route.servers = {{server, {server}}};
    }
    const contract::RouteMatcher matcher("api", routes);
    const auto found = matcher.match("GET", target);
    require(!matcher.match("POST", target), "a route has one method");
    if (found) check_filled(*found->route, found->path);
    const text::UrlParts parts = text::split_url(target);
    if (parts.host.empty()) check_order(routes, found ? found->route : nullptr, parts.path);
    matcher.match_below_server("GET", target);
    return 0;
}
