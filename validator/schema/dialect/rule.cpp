#include "validator/schema/dialect/rule.hpp"

#include <array>
#include <cstddef>

namespace understudy::schema {
namespace {

// In the order of the enumerators.
constexpr auto kRuleNames = std::to_array<std::string_view>({
    "body.malformed",
    "type.mismatch",
    "null.unexpected",
    "enum.unknown-value",
    "value.unlisted",
    "length.exceeded",
    "length.short",
    "format.invalid",
    "pattern.mismatch",
    "number.out-of-range",
    "array.size",
    "array.not-unique",
    "object.size",
    "value.mismatch",
    "schema.mismatch",
    "property.missing",
    "property.undocumented",
    "property.one-way",
    "status.undocumented",
    "content-type.unexpected",
    "header.missing",
    "header.invalid",
    "lifecycle.illegal-move",
    "link.broken",
});
constexpr std::array<std::string_view, 3> kEvidenceNames = {"documented", "published", "inferred"};

} // namespace

std::string_view rule_name(Rule rule) {
    return kRuleNames[static_cast<std::size_t>(rule)];
}

std::optional<Rule> parse_rule(std::string_view name) {
    for (std::size_t i = 0; i < kRuleNames.size(); ++i)
        if (kRuleNames[i] == name) return static_cast<Rule>(i);
    return std::nullopt;
}

std::string_view evidence_name(Evidence evidence) {
    return kEvidenceNames[static_cast<std::size_t>(evidence)];
}

std::optional<Evidence> parse_evidence(std::string_view word) {
    for (std::size_t i = 0; i < kEvidenceNames.size(); ++i)
        if (kEvidenceNames[i] == word) return static_cast<Evidence>(i);
    return std::nullopt;
}

} // namespace understudy::schema
