#pragma once

#include <string>
#include <vector>

#include "validator/json/limits.hpp"

namespace understudy::check {

struct CheckOptions {
    json::Limits limits;
    bool show_values = false;
    /// Texts that never appear in a finding, whatever the other options allow: an API may echo the credential
    /// that it received.
    std::vector<std::string> secrets = {};
    std::string api = {}; ///< the contract's name, for findings
};

} // namespace understudy::check
