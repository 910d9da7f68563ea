#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/path_template.hpp"
#include "validator/contract/route.hpp"

namespace understudy::contract {

/// A request's route, and the values of the parameters in its path.
struct RouteMatch {
    const Route* route = nullptr;
    PathMatch path; ///< those of the server's URL first
};

/// Finds the route of a request by method, server and path (OpenAPI 3.1 §4.8.5 and §4.8.8): concrete paths
/// before templates, whatever their order. Immutable; threads may share it.
class RouteMatcher {
public:
    /// `name`: the contract's, which precedes the path on a mock of several APIs. The routes must outlive it.
    RouteMatcher(std::string_view name, const std::vector<Route>& routes);

    /// `url`: absolute, or only a path. The host must be that of one of the route's servers, or the local
    /// machine (a mock or a recorder, where `/NAME` may precede the path). Any host matches if the contract
    /// names none.
    std::optional<RouteMatch> match(std::string_view method, std::string_view url) const;

    /// `path`: below the URL of a server, whichever that is.
    std::optional<RouteMatch> match_below_server(std::string_view method, std::string_view path) const;

private:
    struct Entry {
        const Route* route;
        std::optional<PathTemplate> host; ///< none: any host
        PathTemplate path;
    };

    std::set<std::string> bases_;                          ///< the paths of the servers
    std::map<std::size_t, std::vector<Entry>> by_slashes_; ///< the number of slashes in the path
};

} // namespace understudy::contract
