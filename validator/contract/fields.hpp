#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// One promise of a contract, for a person to read: a field of a response.
struct FieldSummary {
    std::string path; ///< `sessions[].status`; `(body)` for the body itself
    std::string type; ///< `string`, `integer`, …; empty if any type is allowed
    bool nullable = false;
    bool required = false;
    std::string constraint; ///< `one of queued, running`, `at most 256 characters`, `format uuid`
    std::string evidence;   ///< `documented`; if keywords differ, `documented; maxLength: inferred`
    std::string source;
    std::string personal; ///< `x-personal`: name, phone, email or transcript; empty if not personal
};

/// Every field of a response, in document order. A shared schema is written out at each place that uses it. A
/// schema that contains itself is written out once and then named. Throws json::LoadError if there are more
/// than kMostFields.
inline constexpr std::size_t kMostFields = 20000;
std::vector<FieldSummary> fields(const Contract& contract, const Response& response);

} // namespace understudy::contract
