#pragma once

#include <compare>
#include <map>
#include <string>

#include "validator/contract/operation.hpp"
#include "validator/contract/path_template.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::contract {

/// Which run: the values of the parameters in its path, decoded. A run's id may be unique only below its
/// parents, so two addresses are the same run only if all their values are the same.
struct RunAddress {
    std::string run_id;                      ///< the value of Operation::run_parameter
    std::map<std::string, std::string> path; ///< the values of the other parameters, by name

    auto operator<=>(const RunAddress&) const = default;
};

/// The run that a path of this operation is about.
RunAddress run_address(const Operation& operation, const PathMatch& path);

/// The operation's path with these values, percent-encoded: `/threads/t1/runs/r1`. A parameter without a
/// value stays in its braces.
std::string run_path(const Operation& operation, const RunAddress& address);

/// The ids in the order of the path: `t1/r1`, each percent-encoded, or `{thread_id}` where one is not known.
/// If the path has one parameter, this is the run's id as it is.
std::string run_name(const Operation& operation, const RunAddress& address);

/// The first value that the schema of its parameter does not allow (OpenAPI 3.1 §4.8.12).
struct AddressBreach {
    std::string parameter; ///< empty: every value is allowed
    schema::Breach breach; ///< without its value
};
AddressBreach check_address(const Operation& operation, const RunAddress& address);

} // namespace understudy::contract
