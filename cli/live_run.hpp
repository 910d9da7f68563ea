#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/live_options.hpp"
#include "validator/check/checker.hpp"

namespace understudy::cli {

/// Called for each complete response that comes from the API itself.
using EachResponse = std::function<void(const live::FetchedResponse&)>;

/// Gets runs one after the other, and holds each response against the contract. It belongs to one thread, and
/// its arguments must outlive it.
class LiveRun {
public:
    /// Throws std::runtime_error if --ca-file or the proxy's URL cannot be used.
    LiveRun(const LiveOptions& options, const contract::Operation& operation,
            const check::CheckOptions& check, live::RequestPacer& pace)
        : options_(options),
          operation_(operation),
          check_(check),
          connection_(options.base, live::proxy_for(options.base), options.connection),
          client_(connection_, pace, options.retry) {}

    /// One response, or with --follow all until the run has ended: what they come to, with at most `room`
    /// findings.
    check::Tally get(const contract::RunAddress& run, std::size_t room, const EachResponse& each);

private:
    bool check(const live::FetchResult& outcome, const std::string& name, check::Checker& checker,
               std::optional<check::RunLife>& life, check::Tally& tally) const;
    bool is_documented(const live::FetchedResponse& response) const;
    std::string state(const check::RunLife& life) const;

    const LiveOptions& options_;
    const contract::Operation& operation_;
    const check::CheckOptions& check_;
    live::ClientConnection connection_;
    live::Client client_;
};

} // namespace understudy::cli
