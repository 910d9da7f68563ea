#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "validator/contract/contract.hpp"

namespace understudy::contract {

/// One line of what a contract promises: a field of a response, for a person to read.
struct FieldSummary {
    std::string path; ///< `sessions[].status`; `(body)` for the body itself
    std::string type; ///< `string`, `integer`, …; empty for anything
    bool nullable = false;
    bool required = false;
    std::string constraint; ///< `one of queued, running`, `at most 256 characters`, `format uuid`
    std::string evidence;   ///< `documented`; where keywords differ, `documented; maxLength: inferred`
    std::string source;
    std::string personal; ///< `x-personal`: name, phone, email or transcript; empty: nobody's
};

/// Every field of a response, in the order of the document, shared schemas written out at each place. A
/// schema that contains itself is written out once and then named. Throws json::LoadError past kMostFields.
inline constexpr std::size_t kMostFields = 20000;
std::vector<FieldSummary> fields(const Contract& contract, const Response& response);

} // namespace understudy::contract
