#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "validator/contract/contract.hpp"
#include "validator/contract/run_address.hpp"
#include "validator/live/base_url.hpp"
#include "validator/live/client.hpp"
#include "validator/live/credentials.hpp"

namespace understudy::cli {

/// The values of live_flags(). The credentials are secret.
struct LiveOptions {
    live::BaseUrl base;
    std::vector<contract::RunAddress> runs;
    std::vector<live::Credential> credentials;
    live::ConnectionOptions connection;
    live::RetryOptions retry;
    double rate = 0; ///< requests a second; 0: any number
    unsigned concurrency = 4;
    bool follow = false;
    std::chrono::milliseconds interval{1000};   ///< between the polls of a run
    std::chrono::milliseconds timeout{600'000}; ///< for a run to end
};

/// One --base-url.
struct GivenUrl {
    std::string api; ///< empty: the only one
    std::string url;
};
std::vector<GivenUrl> given_urls(const OptionValues& values);

/// The API's --base-url, the last of several, else the contract's server. Throws UsageError, as the others
/// do.
live::BaseUrl read_base_url(const OptionValues& values, const contract::Contract& contract);

/// --request-timeout, --ca-file and --insecure-localhost.
live::ConnectionOptions read_connection_options(const OptionValues& values);

LiveOptions read_live_options(const OptionValues& values, const contract::Contract& contract,
                              const contract::Operation& operation);

} // namespace understudy::cli
