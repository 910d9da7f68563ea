#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"
#include "server/mock/api.hpp"
#include "server/mock/api_listing.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/intake/fixture.hpp"

namespace understudy::mock {

struct ApiSetOptions {
    /// The APIs to serve: one at its bare path, several told apart by prefix and by Host. Empty: all that the
    /// catalog has.
    std::vector<std::string> apis;
    ApiOptions api;
};

/// The APIs that a mock plays, with all their runs. Immutable once made: a reload makes a new set.
///
/// find() finds an API by `Host`, if that is the host of its contract's server URL, or by a path that begins
/// with `/NAME`. Threads may share it.
class ApiSet {
public:
    /// Ignores fixtures of APIs that are not served. Throws json::LoadError for a fixture whose API has no
    /// known contract.
    ApiSet(contract::Catalog& catalog, const std::vector<intake::Fixture>& fixtures,
           const ApiSetOptions& options);

    struct Match {
        const Api* api;
        contract::PathMatch path;
    };
    std::optional<Match> find(const http::Request& request) const;

    /// The reply when find() finds nothing.
    std::shared_ptr<const http::Reply> no_route(std::string_view path) const;

    const ApiListing& listing() const { return listing_; }

    /// What a user should know of the fixtures: those that are earlier recordings of a run. One line each.
    std::vector<std::string> notes() const;

    /// The host names of the real APIs, for a certificate.
    std::vector<std::string> host_names() const;

    /// The names of the fields and parameters that carry credentials, in all APIs.
    std::vector<std::string> credential_names() const;

private:
    bool bare_ = false;
    std::vector<std::unique_ptr<Api>> apis_;
    ApiListing listing_;
};

} // namespace understudy::mock
