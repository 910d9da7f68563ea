#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace understudy::schema {

/// A version of JSON Schema.
enum class Draft : std::uint8_t {
    draft4,
    openapi_3_0, ///< draft 4 as OpenAPI 3.0.3 §4.7.24 changes it: `nullable`, no `$schema`
    draft6,
    draft7,
    draft2019_09,
    draft2020_12,
};

/// `draft4`, `openapi-3.0`, `draft6`, `draft7`, `2019-09`, `2020-12`: as `--dialect` takes it.
std::optional<Draft> parse_draft(std::string_view name);
std::string_view draft_name(Draft draft);

/// The draft whose meta-schema this URI names, as `$schema` does. The scheme may be `http` or `https`, and
/// there may be an empty fragment: people write both.
std::optional<Draft> draft_of_metaschema(std::string_view uri);

/// The URI of the draft's meta-schema, without a fragment; empty for OpenAPI 3.0.
std::string_view metaschema_of(Draft draft);

/// The URIs that draft_of_metaschema() knows, as their drafts write them: for messages.
std::string metaschema_words();

/// Draft 2019-09 made keywords beside `$ref` count; before, a `$ref` stood alone.
inline bool ref_stands_alone(Draft draft) {
    return draft < Draft::draft2019_09;
}
/// The keyword that gives a schema its URI.
inline std::string_view id_keyword(Draft draft) {
    return draft <= Draft::openapi_3_0 ? "id" : "$id";
}

} // namespace understudy::schema
