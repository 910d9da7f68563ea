#pragma once

#include <functional>
#include <optional>
#include <string>

#include "validator/command/live_options.hpp"
#include "validator/drift/checker.hpp"

namespace understudy::command {

/// Told of each response that came whole and that is the API's own.
using EachResponse = std::function<void(const live::Response&)>;

/// Gets runs, one after the other, and holds each response against the contract. One thread's; what it is
/// given must outlive it.
class LiveRun {
public:
    /// Throws std::runtime_error where --ca-file or the proxy's URL is not good.
    LiveRun(const LiveOptions& options, const contract::Operation& operation,
            const drift::CheckOptions& check, live::Pace& pace)
        : options_(options),
          operation_(operation),
          check_(check),
          connection_(options.base, live::proxy_for(options.base), options.connection),
          client_(connection_, pace, options.retry) {}

    /// One response, or with --follow all until the run has ended: what they come to, with at most `room`
    /// findings.
    drift::Tally get(const std::string& run_id, std::size_t room, const EachResponse& each);

private:
    bool check(const live::Outcome& outcome, const std::string& name, drift::Checker& checker,
               std::optional<drift::Life>& life, drift::Tally& tally) const;
    bool is_documented(const live::Response& response) const;
    std::string state(const drift::Life& life) const;

    const LiveOptions& options_;
    const contract::Operation& operation_;
    const drift::CheckOptions& check_;
    live::Connection connection_;
    live::Client client_;
};

} // namespace understudy::command
