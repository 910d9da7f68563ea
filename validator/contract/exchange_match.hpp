#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// The operation that a recorded exchange belongs to.
struct ExchangeMatch {
    const Operation* operation = nullptr;
    std::string parameter; ///< the value of the last parameter in its path, decoded: of a run's operation,
                           ///< the run's id
};

/// Finds the operation by method, path and server. The host of the URL must be that of one of the contract's
/// servers, or the local machine (a mock or a recorder, where `/NAME` may precede the path). Any host matches
/// if the contract names none, or if the URL is only a path.
std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url);

/// A URL that is safe to show: without query, fragment, user and password.
std::string shown_url(std::string_view url);

} // namespace understudy::contract
