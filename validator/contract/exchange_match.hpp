#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// The operation that a recorded exchange was with.
struct ExchangeMatch {
    const Operation* operation = nullptr;
    std::string parameter; ///< the value of the last parameter in its path, decoded: of a run's operation,
                           ///< the run's id
};

/// Finds it by method, path and server: the URL's host is that of one of the contract's servers, or this
/// machine's own (a mock's, or a recorder's, where the path may have `/NAME` before it). Any host is good for
/// a contract that names none, and for a URL that is a path alone.
std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url);

/// A URL without its query, its fragment, and a user or a password in it: fit to be shown.
std::string shown_url(std::string_view url);

} // namespace understudy::contract
