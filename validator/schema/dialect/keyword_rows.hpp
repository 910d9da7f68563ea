#pragma once

#include "validator/schema/dialect/keyword_table.hpp"

// The rows of the table of keywords. Only code that checks them at compile time needs this header.
namespace understudy::schema {
namespace rows {

using enum Role;
using enum Holds;
using enum Rule;
using enum Wording;
using enum Comparison;
using enum Answer;
using enum Generation;

constexpr unsigned bit(Draft draft) {
    return 1U << static_cast<unsigned>(draft);
}
inline constexpr unsigned kOpenApi = bit(Draft::openapi_3_0);
inline constexpr unsigned kOld = bit(Draft::draft4) | kOpenApi;
inline constexpr unsigned kNew = bit(Draft::draft2020_12);
inline constexpr unsigned kSince2019 = bit(Draft::draft2019_09) | kNew;
inline constexpr unsigned kSince7 = bit(Draft::draft7) | kSince2019;
inline constexpr unsigned kSince6 = bit(Draft::draft6) | kSince7;
inline constexpr unsigned kUntil7 = kOld | bit(Draft::draft6) | bit(Draft::draft7);
inline constexpr unsigned kUntil2019 = kUntil7 | bit(Draft::draft2019_09);
inline constexpr unsigned kAll = kOld | kSince6;
inline constexpr std::nullopt_t kNoRule = std::nullopt;

constexpr Keyword annotating(std::string_view word, unsigned drafts, Holds holds = nothing) {
    return {word, drafts, Role::annotation, holds, kNoRule, {unsaid}, not_compared, unanswered, unneeded};
}
constexpr Keyword locating(std::string_view word, unsigned drafts) {
    Keyword row = annotating(word, drafts);
    row.role = Role::location;
    return row;
}
/// OpenAPI's readOnly and writeOnly. A value that goes the other way is worth a warning.
constexpr Keyword one_way(std::string_view word, std::string_view words) {
    Keyword row = annotating(word, kAll);
    row.rule = Rule::property_one_way;
    row.words = {if_true, words};
    row.answer = removed;
    row.generation = obeyed;
    return row;
}

// A row has two lines:
//  word, drafts, role, where schemas are, the rule that a breach of it breaks,
//  its words for people, its comparison, the answer of a suggestion, what the generator does
// clang-format off
inline constexpr auto kKeywords = std::to_array<Keyword>({
    // Core §8: schemas and where they are
    annotating("$schema", kAll),
    annotating("$vocabulary", kSince2019),
    annotating("$comment", kSince7),
    locating("id", kOld),
    locating("$id", kSince6),
    locating("$anchor", kSince2019),
    locating("$dynamicAnchor", kNew),
    {"$ref",                  kAll,            applicator, nothing,   kNoRule,
     {elsewhere},                                        followed,    unanswered, obeyed},
    {"$dynamicRef",           kNew,            applicator, nothing,   kNoRule,
     {presence, "also what a $dynamicRef leads to"},     whole,       unanswered, tried},
    {"$recursiveRef", bit(Draft::draft2019_09), applicator, nothing,   kNoRule,
     {presence, "also what a $recursiveRef leads to"},   whole,       unanswered, tried},
    annotating("$recursiveAnchor", bit(Draft::draft2019_09)),
    annotating("$defs", kSince2019, map),
    annotating("definitions", kAll, map),
    // The value itself: Validation §6 and §7, OpenAPI 3.0.3 §4.7.24 and our own
    {"type",                  kAll,            assertion,  nothing,   type_mismatch,
     {elsewhere},                                        followed,    extended,   obeyed},
    {"nullable",              kOpenApi,        assertion,  nothing,   null_unexpected,
     {elsewhere},                                        followed,    extended,   obeyed},
    {"enum",                  kAll,            assertion,  nothing,   enum_unknown_value,
     {value, "one of "},                                 listed,      extended,   obeyed},
    {"x-known-values",        kAll,            assertion,  nothing,   value_unlisted,
     {value, "known values "},                           listed,      extended,   obeyed},
    {"const",                 kSince6,         assertion,  nothing,   value_mismatch,
     {value, "exactly "},                                exact,       removed,    obeyed},
    {"minLength",             kAll,            assertion,  nothing,   length_short,
     {value, "at least ", " characters"},                lower_limit, removed,    obeyed},
    {"maxLength",             kAll,            assertion,  nothing,   length_exceeded,
     {value, "at most ", " characters"},                 upper_limit, raised,     obeyed},
    {"minimum",               kAll,            assertion,  nothing,   number_out_of_range,
     {value, "at least "},                               lower_limit, removed,    obeyed},
    {"maximum",               kAll,            assertion,  nothing,   number_out_of_range,
     {value, "at most "},                                upper_limit, removed,    obeyed},
    {"exclusiveMinimum",      kAll,            assertion,  nothing,   number_out_of_range,
     {value, "more than "},                              lower_limit, removed,    obeyed},
    {"exclusiveMaximum",      kAll,            assertion,  nothing,   number_out_of_range,
     {value, "less than "},                              upper_limit, removed,    obeyed},
    {"multipleOf",            kAll,            assertion,  nothing,   number_out_of_range,
     {value, "a multiple of "},                          exact,       removed,    obeyed},
    {"pattern",               kAll,            assertion,  nothing,   pattern_mismatch,
     {value, "matches "},                                exact,       removed,    obeyed},
    {"format",                kAll,            assertion,  nothing,   format_invalid,
     {value, "format "},                                 exact,       removed,    obeyed},
    // Arrays
    {"minItems",              kAll,            assertion,  nothing,   array_size,
     {value, "at least ", " elements"},                  lower_limit, removed,    obeyed},
    {"maxItems",              kAll,            assertion,  nothing,   array_size,
     {value, "at most ", " elements"},                   upper_limit, removed,    obeyed},
    {"uniqueItems",           kAll,            assertion,  nothing,   array_not_unique,
     {if_true, "no two equal elements"},                 switched,    removed,    tried},
    {"contains",              kSince6,         applicator, schema,    array_size,
     {presence, "some elements of one form"},            whole,       removed,    obeyed},
    {"minContains",           kSince2019,            assertion,  nothing,   array_size,
     {value, "at least ", " elements of that form"},     lower_limit, removed,    obeyed},
    {"maxContains",           kSince2019,            assertion,  nothing,   array_size,
     {value, "at most ", " elements of that form"},      upper_limit, removed,    tried},
    {"prefixItems",           kNew,            applicator, array,     kNoRule,
     {presence, "first elements of their own forms"},    whole,       unanswered, obeyed},
    {"items",                 kUntil2019,         applicator, either,    kNoRule,
     {elsewhere},                                        followed,    unanswered, obeyed},
    {"items",                 kNew,            applicator, schema,    kNoRule,
     {elsewhere},                                        followed,    unanswered, obeyed},
    {"additionalItems",       kUntil2019,         applicator, schema,    kNoRule,
     {presence, "further elements of one form"},         whole,       unanswered, obeyed},
    {"unevaluatedItems",      kSince2019,            applicator, schema,    kNoRule,
     {presence, "other elements of one form"},           whole,       unanswered, tried},
    // Objects
    {"minProperties",         kAll,            assertion,  nothing,   object_size,
     {value, "at least ", " members"},                   lower_limit, removed,    obeyed},
    {"maxProperties",         kAll,            assertion,  nothing,   object_size,
     {value, "at most ", " members"},                    upper_limit, removed,    tried},
    {"required",              kAll,            assertion,  nothing,   property_missing,
     {elsewhere},                                        followed,    reduced,    obeyed},
    {"properties",            kAll,            applicator, map,       property_undocumented,
     {elsewhere},                                        followed,    extended,   obeyed},
    {"patternProperties",     kAll,            applicator, map,       kNoRule,
     {presence, "forms for names that match a pattern"}, whole,       unanswered, tried},
    {"additionalProperties",  kAll,            applicator, schema,    property_undocumented,
     {presence, "other members of one form"},            whole,       extended,   obeyed},
    {"propertyNames",         kSince6,         applicator, schema,    kNoRule,
     {presence, "names of one form"},                    whole,       unanswered, tried},
    {"unevaluatedProperties", kSince2019,            applicator, schema,    property_undocumented,
     {presence, "other members of one form"},            whole,       unanswered, tried},
    {"dependentRequired",     kSince2019,            assertion,  nothing,   property_missing,
     {presence, "members that require others"},          whole,       unanswered, tried},
    {"dependentSchemas",      kSince2019,            applicator, map,       kNoRule,
     {presence, "members that change the form"},         whole,       unanswered, tried},
    {"dependencies",          kUntil7,         applicator, mixed_map, kNoRule,
     {presence, "members that require others"},          whole,       unanswered, tried},
    // Composition
    {"allOf",                 kAll,            applicator, array,     kNoRule,
     {elsewhere},                                        followed,    unanswered, obeyed},
    {"anyOf",                 kAll,            applicator, array,     schema_mismatch,
     {elsewhere},                                        followed,    unanswered, obeyed},
    {"oneOf",                 kAll,            applicator, array,     schema_mismatch,
     {elsewhere},                                        followed,    unanswered, obeyed},
    {"not",                   kAll,            applicator, schema,    schema_mismatch,
     {presence, "not of one form"},                      whole,       unanswered, tried},
    {"if",                    kSince7,         applicator, schema,    kNoRule,
     {presence, "a form that depends on a condition"},   whole,       unanswered, obeyed},
    {"then",                  kSince7,         applicator, schema,    kNoRule,
     {elsewhere},                                        whole,       unanswered, obeyed},
    {"else",                  kSince7,         applicator, schema,    kNoRule,
     {elsewhere},                                        whole,       unanswered, obeyed},
    // It decides nothing, and chooses which breaches are reported.
    {"discriminator",         kOpenApi | kNew, assertion,  nothing,   kNoRule,
     {unsaid},                                           not_compared,unanswered, unneeded},
    // Annotations: Validation §8 and §9, OpenAPI 3.1 §4.8.24
    one_way("readOnly", "read-only"),
    one_way("writeOnly", "write-only"),
    annotating("x-evidence", kAll),
    annotating("contentEncoding", kSince7),
    annotating("contentMediaType", kSince7),
    annotating("contentSchema", kSince2019, schema),
    annotating("title", kAll),
    annotating("description", kAll),
    annotating("default", kAll),
    annotating("deprecated", kAll),
    annotating("example", kAll),
    annotating("examples", kAll),
    annotating("externalDocs", kAll),
    annotating("xml", kAll),
});
// clang-format on

} // namespace rows
} // namespace understudy::schema
