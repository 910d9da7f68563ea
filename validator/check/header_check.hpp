#pragma once

#include <vector>

#include "validator/contract/contract.hpp"
#include "validator/contract/header_field.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

/// What may be said of a field that is not there.
struct HeadOptions {
    bool is_whole = true;   ///< all fields are known; else one that is missing may have been there
    bool needs_type = true; ///< there is a body, which needs a Content-Type
};

/// How the body of a response is checked. With nothing set, nothing is documented of it.
struct BodyRule {
    const schema::Program* schema = nullptr;    ///< of a body that is one JSON text
    const contract::MediaType* media = nullptr; ///< of a body that is not
    contract::Sequence form =
        contract::Sequence::none; ///< of the items that `media` describes; none: it is not checked
};

/// The rule of a body whose media type is not known: JSON, if that is documented, else what is.
BodyRule body_of_unknown_type(const contract::Response& response);

/// Checks all header fields of a response against the documented ones, and its Content-Type against the
/// documented media types. Breaches have no pointer; their path is `(header) Retry-After`, and their offset
/// is that of the field, or of the first field. Fields of one name count as one list (RFC 9110 §5.3). Returns
/// how to check the body.
BodyRule check_header(const contract::Response& response, const std::vector<contract::HeaderField>& fields,
                      schema::BreachSink& sink, HeadOptions options = {});

} // namespace understudy::check
