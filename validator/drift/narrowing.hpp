#pragma once

#include <string_view>

#include "validator/drift/form.hpp"

namespace understudy::drift {

/// The keyword of a schema; nullptr (or a place without a value) if it is not there, or if it is none in the
/// schema's draft.
const json::Value* keyword_of(const schema::SchemaPlace& schema, std::string_view word);
schema::SchemaPlace place_of(const schema::SchemaPlace& schema, std::string_view word);

bool is_true(const json::Value* value);

/// As `type` has it; of numbers, `number`.
std::string_view kind_name(json::Kind kind);

/// true and false are all booleans, and null is the only null: such a list limits nothing.
void forget_full_list(Form& form);

/// Narrows the form by the keywords of `schema` that concern its type (JSON Schema Validation §6, Core
/// §10.3): all but `type` and the keywords that apply schemas to the same value.
void narrow(Form& form, const schema::SchemaPlace& schema);

} // namespace understudy::drift
