#pragma once

#include <memory>
#include <string>
#include <vector>

#include "validator/drift/shapes.hpp"
#include "validator/schema/dialect/registry.hpp"
#include "validator/schema/dialect/rule.hpp"

namespace understudy::drift {

/// The schemas that a difference was found between, and its path in their values: where a witness is looked
/// for.
struct Origin {
    Operand promised, sent;
    std::string path;
};

/// What one contract sends and another promises, compared at one path.
struct Difference {
    enum class Kind {
        narrower, ///< less is sent than promised
        addition, ///< more is sent, which a reader ignores: a property that nobody named
        unsure,   ///< it cannot be told whether more is sent than promised
        wider,    ///< more is sent than promised
    };

    schema::Rule rule = schema::Rule::schema_mismatch;
    Kind kind = Kind::wider;
    std::string path; ///< from the value that was compared on: `sessions[].status`
    std::string promised, sent;
    /// One value, type or property of a list that the other side does not have; then `promised` (of what is
    /// wider) or `sent` is the list.
    std::string extra;
    std::string reason;  ///< why it cannot be told
    std::string example; ///< a value that is sent and not promised, as JSON; may be empty
    schema::SchemaPlace promised_at, sent_at; ///< where the schemas are; may have no value
    bool is_settled = false;                  ///< whether no witness is needed
    std::shared_ptr<const Origin> origin;     ///< of what is not settled
};

using Differences = std::vector<Difference>;

} // namespace understudy::drift
