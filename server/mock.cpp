#include "server/mock.hpp"

#include <algorithm>

#include "server/http/problem.hpp"

namespace understudy {

Mock::Mock(contract::Catalog& catalog, const std::vector<intake::Fixture>& fixtures,
           const MockOptions& options)
    : bare_(!options.only_api.empty()) {
    const auto known = catalog.names();
    for (const std::string& name : bare_ ? std::vector<std::string>{options.only_api} : known)
        apis_.push_back(std::make_unique<Api>(catalog.get(name), options.require_credential));
    for (const intake::Fixture& fixture : fixtures) {
        if (std::find(known.begin(), known.end(), fixture.api()) == known.end())
            throw fixture.error("/api", "there is no contract named \"" + fixture.api() +
                                            "\": add it with --contract " + fixture.api() + "=FILE");
        for (const auto& api : apis_)
            if (api->name() == fixture.api()) api->add(fixture, options.advance);
    }
}

std::shared_ptr<const http::Reply> Mock::answer(const http::Request& request) {
    if (request.method == "OPTIONS" && request.target == "*") {
        const http::Field allow[] = {{"allow", "GET, HEAD, OPTIONS"}};
        return http::Reply::make(204, allow, {});
    }
    if (auto match = find(request)) return match->api->answer(request, match->run_id);
    return no_route(contract::path_of(request.target));
}

std::optional<Mock::Match> Mock::find(const http::Request& request) const {
    const std::string_view path = contract::path_of(request.target);
    for (const auto& api : apis_)
        if (bare_ || api->is_host(request.host))
            if (auto run_id = api->match_bare(path)) return Match{api.get(), std::move(*run_id)};
    for (const auto& api : apis_)
        if (auto run_id = api->match_prefixed(path)) return Match{api.get(), std::move(*run_id)};
    return std::nullopt;
}

std::shared_ptr<const http::Reply> Mock::no_route(std::string_view path) const {
    std::string detail = "No API of this mock has the path " + std::string(path) + "; it has";
    for (std::size_t i = 0; i < apis_.size(); ++i) {
        const Api& api = *apis_[i];
        detail +=
            (i == 0 ? " " : ", ") + (bare_ ? "" : "/" + api.name()) + api.base_path() + api.operation().path;
    }
    const http::Field fields[] = {{"access-control-allow-origin", "*"}};
    return http::problem(404, "no-such-path", detail + ".", fields);
}

std::vector<Mock::Place> Mock::places() const {
    std::vector<Place> places;
    for (const auto& api : apis_)
        places.push_back(
            {api->name(), (bare_ ? "" : "/" + api->name()) + api->base_path(), api->run_count()});
    return places;
}

} // namespace understudy
