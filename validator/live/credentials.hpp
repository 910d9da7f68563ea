#pragma once

#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"

namespace understudy::live {

/// A credential that is missing or cannot be sent, in words without it.
class CredentialError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A credential and where in a request it goes. Secret: never printed.
struct Credential {
    std::string in; ///< header, query or cookie
    std::string name;
    std::string value;  ///< as it is sent: `Bearer …`
    std::string secret; ///< the part that nobody may read
};

/// Finds the value of a variable.
using Lookup = std::function<std::optional<std::string>(const std::string& name)>;

/// From the environment, and before that from a key file where one is given: lines of NAME=VALUE, with blank
/// lines and those that begin with # passed over, or one line that is the key alone. Throws CredentialError,
/// which names the file.
Lookup environment(const std::string& key_file);

/// The credentials of an operation: those of the first of its security requirements that can be met, and of
/// the parameters that name a variable which is set. Throws CredentialError that names the variables to set,
/// or those whose value cannot be sent.
std::vector<Credential> find_credentials(const contract::Operation& operation, const Lookup& lookup);

} // namespace understudy::live
