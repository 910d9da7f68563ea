#include "validator/schema/dialect/dialect.hpp"

#include <array>
#include <utility>

namespace understudy::schema {
namespace {

constexpr auto kNames = std::to_array<std::pair<Draft, std::string_view>>({
    {Draft::draft4, "draft4"},
    {Draft::openapi_3_0, "openapi-3.0"},
    {Draft::draft7, "draft7"},
    {Draft::draft2020_12, "2020-12"},
});

} // namespace

std::optional<Draft> parse_draft(std::string_view name) {
    for (const auto& [draft, known] : kNames)
        if (known == name) return draft;
    return std::nullopt;
}

std::string_view draft_name(Draft draft) {
    return kNames[static_cast<std::size_t>(draft)].second;
}

std::optional<Draft> draft_of_metaschema(std::string_view uri) {
    if (uri.ends_with('#')) uri.remove_suffix(1);
    if (uri == "https://json-schema.org/draft/2020-12/schema") return Draft::draft2020_12;
    if (uri == "http://json-schema.org/draft-07/schema") return Draft::draft7;
    if (uri == "http://json-schema.org/draft-04/schema") return Draft::draft4;
    // The dialect of OpenAPI 3.1 is 2020-12 and a few annotations (OpenAPI 3.1 §4.8.24.5).
    if (uri == "https://spec.openapis.org/oas/3.1/dialect/base") return Draft::draft2020_12;
    return std::nullopt;
}

} // namespace understudy::schema
