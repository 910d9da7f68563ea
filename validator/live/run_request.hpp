#pragma once

#include <string>
#include <vector>

#include "validator/live/base_url.hpp"
#include "validator/live/credentials.hpp"
#include "validator/live/fetch.hpp"

namespace understudy::live {

/// The request that gets a run: the operation's path below the base URL's, its one parameter the run's id,
/// with the credentials where they go. Throws std::invalid_argument where the path does not have exactly one
/// parameter.
FetchRequest run_request(const BaseUrl& base, const contract::Operation& operation, const std::string& run_id,
                         const std::vector<Credential>& credentials);

/// The same request's path, as reports call it: without a query, in which a credential may be.
std::string run_path(const BaseUrl& base, const contract::Operation& operation, const std::string& run_id);

} // namespace understudy::live
