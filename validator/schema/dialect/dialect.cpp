#include "validator/schema/dialect/dialect.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace understudy::schema {
namespace {

constexpr auto kNames = std::to_array<std::pair<Draft, std::string_view>>({
    {Draft::draft4, "draft4"},
    {Draft::openapi_3_0, "openapi-3.0"},
    {Draft::draft7, "draft7"},
    {Draft::draft2020_12, "2020-12"},
});

constexpr unsigned kOld =
    1U << static_cast<unsigned>(Draft::draft4) | 1U << static_cast<unsigned>(Draft::openapi_3_0);
constexpr unsigned kSeven = 1U << static_cast<unsigned>(Draft::draft7);
constexpr unsigned kNew = 1U << static_cast<unsigned>(Draft::draft2020_12);
constexpr unsigned kSince7 = kSeven | kNew;
constexpr unsigned kUntil7 = kOld | kSeven;
constexpr unsigned kAll = kOld | kSeven | kNew;
constexpr unsigned kOpenApi = 1U << static_cast<unsigned>(Draft::openapi_3_0);

constexpr bool kAnnotation = true;
constexpr bool kCore = true;

// JSON Schema 2020-12 Core §8 to §11 and Validation §6 to §9, draft 7 and draft 4 likewise, OpenAPI 3.0.3
// §4.7.24 and 3.1 §4.8.24.
constexpr auto kKeywords = std::to_array<Keyword>({
    {"$schema", Holds::nothing, kAll, kAnnotation, kCore},
    {"$vocabulary", Holds::nothing, kNew, kAnnotation, kCore},
    {"$comment", Holds::nothing, kSince7, kAnnotation, kCore},
    {"id", Holds::nothing, kOld, false, kCore},
    {"$id", Holds::nothing, kSince7, false, kCore},
    {"$anchor", Holds::nothing, kNew, false, kCore},
    {"$dynamicAnchor", Holds::nothing, kNew, false, kCore},
    {"$ref", Holds::nothing, kAll, false, kCore},
    {"$dynamicRef", Holds::nothing, kNew, false, kCore},
    {"$defs", Holds::map, kNew, kAnnotation, kCore},
    {"definitions", Holds::map, kAll, kAnnotation, kCore},
    {"allOf", Holds::array, kAll, false, kCore},
    {"anyOf", Holds::array, kAll, false, kCore},
    {"oneOf", Holds::array, kAll, false, kCore},
    {"not", Holds::schema, kAll, false, kCore},
    {"if", Holds::schema, kSince7, false, kCore},
    {"then", Holds::schema, kSince7, false, kCore},
    {"else", Holds::schema, kSince7, false, kCore},
    {"dependentSchemas", Holds::map, kNew, false, kCore},
    {"dependencies", Holds::mixed_map, kUntil7, false, kCore},
    {"prefixItems", Holds::array, kNew, false, kCore},
    {"items", Holds::either, kUntil7, false, kCore},
    {"items", Holds::schema, kNew, false, kCore},
    {"additionalItems", Holds::schema, kUntil7, false, kCore},
    {"contains", Holds::schema, kSince7, false, kCore},
    {"properties", Holds::map, kAll, false, kCore},
    {"patternProperties", Holds::map, kAll, false, kCore},
    {"additionalProperties", Holds::schema, kAll, false, kCore},
    {"propertyNames", Holds::schema, kSince7, false, kCore},
    {"unevaluatedItems", Holds::schema, kNew, false, kCore},
    {"unevaluatedProperties", Holds::schema, kNew, false, kCore},
    {"type", Holds::nothing, kAll},
    {"enum", Holds::nothing, kAll},
    {"const", Holds::nothing, kSince7},
    {"multipleOf", Holds::nothing, kAll},
    {"maximum", Holds::nothing, kAll},
    {"exclusiveMaximum", Holds::nothing, kAll},
    {"minimum", Holds::nothing, kAll},
    {"exclusiveMinimum", Holds::nothing, kAll},
    {"maxLength", Holds::nothing, kAll},
    {"minLength", Holds::nothing, kAll},
    {"pattern", Holds::nothing, kAll},
    {"maxItems", Holds::nothing, kAll},
    {"minItems", Holds::nothing, kAll},
    {"uniqueItems", Holds::nothing, kAll},
    {"maxContains", Holds::nothing, kNew},
    {"minContains", Holds::nothing, kNew},
    {"maxProperties", Holds::nothing, kAll},
    {"minProperties", Holds::nothing, kAll},
    {"required", Holds::nothing, kAll},
    {"dependentRequired", Holds::nothing, kNew},
    {"format", Holds::nothing, kAll},
    {"nullable", Holds::nothing, kOpenApi},
    {"discriminator", Holds::nothing, kOpenApi | kNew},
    {"readOnly", Holds::nothing, kAll, kAnnotation},
    {"writeOnly", Holds::nothing, kAll, kAnnotation},
    {"contentEncoding", Holds::nothing, kSince7, kAnnotation},
    {"contentMediaType", Holds::nothing, kSince7, kAnnotation},
    {"contentSchema", Holds::schema, kNew, kAnnotation},
    {"title", Holds::nothing, kAll, kAnnotation},
    {"description", Holds::nothing, kAll, kAnnotation},
    {"default", Holds::nothing, kAll, kAnnotation},
    {"deprecated", Holds::nothing, kAll, kAnnotation},
    {"example", Holds::nothing, kAll, kAnnotation},
    {"examples", Holds::nothing, kAll, kAnnotation},
    {"externalDocs", Holds::nothing, kAll, kAnnotation},
    {"xml", Holds::nothing, kAll, kAnnotation},
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

std::span<const Keyword> keywords() {
    return kKeywords;
}

const Keyword* find_keyword(std::string_view word, Draft draft) {
    static const auto kByWord = [] {
        std::unordered_multimap<std::string_view, const Keyword*> table;
        for (const Keyword& keyword : kKeywords) table.emplace(keyword.word, &keyword);
        return table;
    }();
    const auto [first, last] = kByWord.equal_range(word);
    for (auto entry = first; entry != last; ++entry)
        if (has(*entry->second, draft)) return entry->second;
    return first == last ? nullptr : first->second;
}

} // namespace understudy::schema
