#pragma once

#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/contract/header_field.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

/// What may be said of a field that is not there.
struct HeadOptions {
    bool is_whole = true;   ///< all fields are known; else one that is missing may have been there
    bool needs_type = true; ///< there is a body, which needs a Content-Type
};

/// Checks all header fields of a response against the documented ones, and its Content-Type against the
/// documented media types. Breaches have no pointer; their path is `(header) Retry-After`, and their offset
/// is that of the field, or of the first field. Fields of one name count as one list (RFC 9110 §5.3). Returns
/// the schema to check the body against; nullptr if there is none.
const schema::Program* check_header(const contract::Response& response,
                                    const std::vector<contract::HeaderField>& fields,
                                    schema::BreachSink& sink, HeadOptions options = {});

} // namespace understudy::check
