#pragma once

#include <string>

#include "validator/contract/contract.hpp"

namespace understudy::drift {

/// What documents were held against, as far as a report names it. Sums of two scopes cannot be added.
struct Scope {
    std::string api;   ///< the contract's name
    std::string title; ///< of the contract, as its version
    std::string version;
    std::string sha256; ///< of the contract's bytes
    std::string method; ///< `GET`; empty of a schema by itself, as its path
    std::string path;   ///< `/runs/{run_id}`

    friend bool operator==(const Scope&, const Scope&) = default;
};

Scope scope_of(const contract::Contract& contract, const contract::Operation& operation);

} // namespace understudy::drift
