#include "server/mock/api_set.hpp"

#include <algorithm>

#include "server/mock/not_found.hpp"
#include "validator/schema/format/host.hpp"
#include "validator/text/url.hpp"

namespace understudy::mock {

ApiSet::ApiSet(contract::Catalog& catalog, const std::vector<intake::Fixture>& fixtures,
               const ApiSetOptions& options)
    : bare_(options.apis.size() == 1) {
    const auto known = catalog.names();
    for (const std::string& name : options.apis.empty() ? known : options.apis)
        apis_.push_back(std::make_unique<Api>(catalog.get(name), options.api));
    for (const intake::Fixture& fixture : fixtures) {
        if (std::find(known.begin(), known.end(), fixture.api()) == known.end())
            throw fixture.error("/api", "there is no contract named \"" + fixture.api() +
                                            "\": add it with --contract " + fixture.api() + "=FILE");
        for (const auto& api : apis_)
            if (api->name() == fixture.api()) api->add(fixture);
    }
    for (const auto& api : apis_)
        listing_.entries.push_back({api->name(), (bare_ ? "" : "/" + api->name()) + api->base_path(),
                                    api->operation().path, api->runs().all()});
}

std::optional<ApiSet::Match> ApiSet::find(const http::Request& request) const {
    const std::string_view path = text::path_of(request.target);
    for (const auto& api : apis_)
        if (bare_ || api->is_host(request.host))
            if (auto match = api->match_bare(path)) return Match{api.get(), *std::move(match)};
    for (const auto& api : apis_)
        if (auto match = api->match_prefixed(path)) return Match{api.get(), *std::move(match)};
    return std::nullopt;
}

std::shared_ptr<const http::Reply> ApiSet::no_route(std::string_view path) const {
    return not_found(listing_, path);
}

std::vector<std::string> ApiSet::host_names() const {
    std::vector<std::string> names;
    for (const auto& api : apis_) {
        std::string name = api->host().substr(0, api->host().rfind(':'));
        if (schema::is_hostname(name)) names.push_back(std::move(name)); // skips templates, for example
    }
    return names;
}

std::vector<std::string> ApiSet::notes() const {
    constexpr std::size_t kMostNamed = 5;
    std::vector<std::string> notes;
    for (const auto& api : apis_) {
        const std::vector<std::string> names = api->runs().earlier_names();
        if (names.empty()) continue;
        std::string note =
            api->name() + ": the newest recording of each run plays; `Prefer: example=NAME` asks for " +
            std::to_string(names.size()) + (names.size() == 1 ? " earlier one:" : " earlier ones:");
        for (std::size_t i = 0; i < names.size() && i < kMostNamed; ++i)
            note += (i == 0 ? " " : ", ") + names[i];
        notes.push_back(note + (names.size() > kMostNamed ? ", …" : ""));
    }
    return notes;
}

std::vector<std::string> ApiSet::credential_names() const {
    std::vector<std::string> names;
    for (const auto& api : apis_)
        for (std::string& name : api->credential_names()) names.push_back(std::move(name));
    return names;
}

} // namespace understudy::mock
