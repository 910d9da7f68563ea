#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// The operation that a recorded exchange belongs to.
struct ExchangeMatch {
    const Operation* operation = nullptr;
    PathMatch path; ///< the values of all parameters in the path
};

/// Finds the operation by method, path and server. The host of the URL must be that of one of the contract's
/// servers, or the local machine (a mock or a recorder, where `/NAME` may precede the path). Any host matches
/// if the contract names none, or if the URL is only a path. `stand_ins` are base URLs that stand for the
/// contract's servers, beside these.
std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url,
                                            std::span<const std::string> stand_ins = {});

/// A URL that is safe to show: without query, fragment, user and password.
std::string shown_url(std::string_view url);

} // namespace understudy::contract
