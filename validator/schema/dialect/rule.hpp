#pragma once

#include <optional>
#include <string_view>

namespace understudy::schema {

/// The ways in which a response can break its contract. The names (rule_name) are stable: reports, baselines
/// and people quote them.
enum class Rule {
    body_malformed,
    type_mismatch,
    null_unexpected,
    enum_unknown_value,
    value_unlisted,
    length_exceeded,
    length_short,
    format_invalid,
    pattern_mismatch,
    number_out_of_range,
    array_size,
    array_not_unique,
    object_size,
    value_mismatch,
    schema_mismatch,
    property_missing,
    property_undocumented,
    property_one_way,
    status_undocumented,
    content_type_unexpected,
    header_missing,
    header_invalid,
    lifecycle_illegal_move,
    link_broken,
};

/// `enum.unknown-value` and the like.
std::string_view rule_name(Rule rule);

/// The rule of that name, if there is one.
std::optional<Rule> parse_rule(std::string_view name);

/// How surely a constraint is known (`x-evidence`).
enum class Evidence {
    documented, ///< stated by the provider's reference, and its place is unambiguous
    published,  ///< stated in the provider's own machine-readable contract, of another date
    inferred,   ///< read between the lines, or off an example
};

std::string_view evidence_name(Evidence evidence);

/// Nothing if the word is not one of the three.
std::optional<Evidence> parse_evidence(std::string_view word);

} // namespace understudy::schema
