#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/api.hpp"
#include "server/http/message.hpp"
#include "server/replay/run.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/intake/fixture.hpp"

namespace understudy {

struct MockOptions {
    /// The one API that is served, at its bare path. Empty: all of them, told apart by prefix and by Host.
    std::string only_api;
    bool require_credential = true;
    replay::Advance advance = replay::Advance::poll;
};

/// The mock as a function from request to response: no socket, no clock, no file.
///
/// An API is found by `Host`, where that is the host of its contract's server URL, or by a path that begins
/// with `/NAME`. Threads may share it.
class Mock {
public:
    /// Fixtures of an API that is not served are passed over. Throws json::LoadError for a fixture of an API
    /// that no contract is known of.
    Mock(contract::Catalog& catalog, const std::vector<intake::Fixture>& fixtures,
         const MockOptions& options);

    std::shared_ptr<const http::Reply> answer(const http::Request& request);

    struct Place {
        std::string api;
        std::string path; ///< what a client's base URL has after host and port: `/happyrobot/api/v1`
        std::size_t runs = 0;
    };
    /// Where each API is, by name.
    std::vector<Place> places() const;

private:
    struct Match {
        Api* api;
        std::string run_id;
    };
    std::optional<Match> find(const http::Request& request) const;
    std::shared_ptr<const http::Reply> no_route(std::string_view path) const;

    bool bare_ = false;
    std::vector<std::unique_ptr<Api>> apis_;
};

} // namespace understudy
