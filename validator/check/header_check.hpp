#pragma once

#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/contract/header_field.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

/// Holds a response's header fields, all that came, against the documented ones, and its Content-Type against
/// the documented media types. Breaches have no pointer; their path is `(header) Retry-After`, their offset
/// that of the field, or of the first. Fields of one name count as one list (RFC 9110 §5.3). What the body is
/// to be held against; nullptr where that is nothing.
const schema::Program* check_header(const contract::Response& response,
                                    const std::vector<contract::HeaderField>& fields,
                                    schema::BreachSink& sink);

} // namespace understudy::check
