#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "validator/contract/contract.hpp"

namespace understudy::test {

/// Instances by keyword: those that break it, and those just inside.
struct Count {
    std::size_t sites = 0;
    std::size_t broken = 0;
    std::size_t kept = 0;
};
using Counts = std::map<std::string, Count>;

/// Breaks a documented response, a constraint at a time, and expects just that finding (BOOST_CHECK): rule,
/// severity, pointer, path, evidence, line and column. Instances just inside must have none.
void break_once(const contract::Contract& contract, const std::string& status, Counts& counts);

} // namespace understudy::test
