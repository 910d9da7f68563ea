#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/mock/fault_responder.hpp"
#include "server/mock/generated_runs.hpp"
#include "server/mock/preference.hpp"
#include "server/mock/rate_limit_responder.hpp"
#include "server/mock/request_check.hpp"
#include "server/mock/run_set.hpp"
#include "server/mock/session.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/path_template.hpp"

namespace understudy::mock {

/// What the mock does with a request that breaks the contract.
enum class Strictness {
    off,    ///< requests are not checked
    warn,   ///< the journal records the breach
    strict, ///< the client gets the API's own error
};

struct ApiOptions {
    Strictness request_check = Strictness::warn;
    bool require_credential = true;
    bool generate = false;  ///< make a run for any id that has no fixture
    std::uint64_t seed = 0; ///< for generated runs
};

/// One API as the mock plays it: its runs, and its replies to requests that it cannot serve. Error replies
/// are the contract's own examples; where it documents none, they are problem+json.
class Api {
public:
    /// The outcome of a request for a run.
    struct Played {
        std::shared_ptr<const http::Reply> reply;
        bool matched = false; ///< a run answered, or the request needs no run (OPTIONS)
        std::string note{};   ///< why nothing matched, or how the reply was changed
    };

    /// Throws json::LoadError if the contract has no operation that returns a run, or if runs are to be
    /// generated and cannot be.
    Api(std::shared_ptr<const contract::Contract> contract, const ApiOptions& options);

    /// Throws json::LoadError as RunSet::add().
    void add(const intake::Fixture& fixture) { runs_.add(fixture, operation_); }

    /// Whether this host name is the real API's.
    bool is_host(std::string_view host) const;

    /// The parameters in a path below `/name` and the path of the contract's server URL (match_prefixed), or
    /// below the latter alone (match_bare).
    std::optional<contract::PathMatch> match_prefixed(std::string_view path) const {
        return prefixed_.match(path);
    }
    std::optional<contract::PathMatch> match_bare(std::string_view path) const { return bare_.match(path); }
    const std::string& run_id(const contract::PathMatch& path) const {
        return path.value(operation_.run_parameter);
    }

    /// The reply to a request for a run, which then advances in that session. Threads may share it.
    Played answer(const http::Request& request, const contract::PathMatch& path, Session& session,
                  std::int64_t now_ms) const;

    /// The names of the fields and parameters that carry credentials.
    std::vector<std::string> credential_names() const;

    const std::string& name() const { return contract_->name(); }
    /// The host of the contract's server URL, in lower case and with its port if it has one. Empty if the URL
    /// has no host.
    const std::string& host() const { return host_; }
    /// The path of the contract's server URL: `/api/v1`, or empty.
    const std::string& base_path() const { return base_path_; }
    const RunSet& runs() const { return runs_; }
    const contract::Operation& operation() const { return operation_; }

private:
    Played play(const contract::PathMatch& path, bool moves_on, Session& session, std::int64_t now_ms) const;
    Played prefer(const Preference& preference, const contract::PathMatch& path) const;
    std::shared_ptr<const Run> find_run(const contract::PathMatch& path, std::string& note) const;
    bool is_at(const Run& run, const contract::PathMatch& path, std::string& note) const;
    std::shared_ptr<const Run> generated_run(const contract::PathMatch& path) const;
    Played cannot_meet(const Preference& preference, const Run* run) const;
    std::shared_ptr<const http::Reply> documented(const contract::Response& response, unsigned status) const;
    std::shared_ptr<const http::Reply> documented_error(std::initializer_list<unsigned> statuses,
                                                        std::string_view slug, std::string_view detail) const;
    bool has_credential(const http::Request& request) const;
    bool is_well_formed(const contract::PathMatch& path) const;
    std::shared_ptr<const http::Reply> preflight(const http::Request& request) const;

    std::shared_ptr<const contract::Contract> contract_;
    const contract::Operation& operation_;
    ApiOptions options_;
    std::unique_ptr<GeneratedRuns> generated_;
    FaultResponder fault_responder_;
    RateLimitResponder rate_limit_responder_;
    RequestCheck request_check_;
    std::string host_;
    std::string base_path_;
    contract::PathTemplate prefixed_;
    contract::PathTemplate bare_;
    RunSet runs_;
    std::shared_ptr<const http::Reply> unauthorized_;
    std::shared_ptr<const http::Reply> malformed_id_;
    std::shared_ptr<const http::Reply> invalid_;
    std::shared_ptr<const http::Reply> unknown_run_;
    std::shared_ptr<const http::Reply> wrong_method_;
};

} // namespace understudy::mock
