#pragma once

#include <string>

#include <vector>

#include "validator/check/sum.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::drift {

/// What documents were held against, as far as a report names it. Sums of different contracts cannot be
/// added.
///
/// Of several contracts, the names, titles and versions are lists with commas, and the hash is of the hashes.
struct Scope {
    std::string api;   ///< the contract's name
    std::string title; ///< of the contract, as its version
    std::string version;
    std::string sha256; ///< of the contract's bytes
    std::string method; ///< `GET`; empty of a schema by itself and of several operations, as its path
    std::string path;   ///< `/runs/{run_id}`

    /// Whether both are of the same contracts.
    bool has_contract_of(const Scope& other) const { return api == other.api && sha256 == other.sha256; }

    friend bool operator==(const Scope&, const Scope&) = default;
};

Scope scope_of(const contract::Contract& contract, const contract::Operation& operation);
/// Of the operations in a sum. `is_open`: the next sum may be of others, as with archives, so that no
/// operation is the scope. `contracts` is not empty.
Scope scope_of(std::vector<const contract::Contract*> contracts, const check::Sum& sum, bool is_open);
/// Of both: adds up the operations.
Scope joined(Scope one, const Scope& other);

} // namespace understudy::drift
