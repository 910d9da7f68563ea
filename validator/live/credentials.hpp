#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"

namespace understudy::live {

/// Says which credential is missing or cannot be sent, without showing it.
class CredentialError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A credential and its place in a request. Secret: never printed.
struct Credential {
    std::string in; ///< header, query or cookie
    std::string name;
    std::string value;  ///< as sent: `Bearer …`
    std::string secret; ///< the part that must stay secret
};

/// Finds the value of a variable.
using Lookup = std::function<std::optional<std::string>(const std::string& name)>;

/// Looks in a key file first, if one is given, and then in the environment. A key file has lines of
/// NAME=VALUE, or one line with only the key. Blank lines and lines that begin with # are ignored. Throws a
/// CredentialError that names the file.
Lookup environment(const std::string& key_file);

/// The credentials of an operation: those of its first security requirement that can be met, and those of the
/// parameters that name a variable which is set. Throws a CredentialError that names the variables to set, or
/// those whose value cannot be sent.
std::vector<Credential> find_credentials(const contract::Operation& operation, const Lookup& lookup);

} // namespace understudy::live
