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
    /// The one API that is served, at its bare path. Empty: all of them, told apart by prefix and by Host.
    std::string only_api;
    ApiOptions api;
};

/// The APIs that a mock plays, with all their runs. Immutable once made: a reload makes another.
///
/// An API is found by `Host`, where that is the host of its contract's server URL, or by a path that begins
/// with `/NAME`. Threads may share it.
class ApiSet {
public:
    /// Fixtures of an API that is not served are passed over. Throws json::LoadError for a fixture of an API
    /// that no contract is known of.
    ApiSet(contract::Catalog& catalog, const std::vector<intake::Fixture>& fixtures,
           const ApiSetOptions& options);

    struct Match {
        const Api* api;
        std::string run_id;
    };
    std::optional<Match> find(const http::Request& request) const;

    /// The reply where find() finds nothing.
    std::shared_ptr<const http::Reply> no_route(std::string_view path) const;

    const ApiListing& listing() const { return listing_; }

    /// The host names of the real APIs, which a certificate can be made for.
    std::vector<std::string> host_names() const;

    /// The names of the fields and parameters that credentials come in, of all APIs.
    std::vector<std::string> credential_names() const;

private:
    bool bare_ = false;
    std::vector<std::unique_ptr<Api>> apis_;
    ApiListing listing_;
};

} // namespace understudy::mock
