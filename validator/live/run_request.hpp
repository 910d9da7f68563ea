#pragma once

#include <string>
#include <vector>

#include "validator/contract/run_address.hpp"
#include "validator/live/base_url.hpp"
#include "validator/live/credentials.hpp"
#include "validator/live/fetch.hpp"

namespace understudy::live {

/// The request that gets a run. It has the operation's path below the base URL's, with the run's ids in it,
/// and the credentials in their places.
FetchRequest run_request(const BaseUrl& base, const contract::Operation& operation,
                         const contract::RunAddress& run, const std::vector<Credential>& credentials);

/// The same request's path for reports: without the query, which may hold a credential.
std::string run_path(const BaseUrl& base, const contract::Operation& operation,
                     const contract::RunAddress& run);

} // namespace understudy::live
