#include "validator/drift/change.hpp"

#include <algorithm>
#include <array>

namespace understudy::drift {
namespace {

using enum Change;
using enum RuleSeverity;
using schema::Rule;

// docs/rules.md shows this table; a test holds the two together.
constexpr auto kNotes = std::to_array<RuleNote>({
    {Rule::body_malformed, always_error,
     "The body is not JSON: it is cut off, has more bytes after its end, has invalid UTF-8, has a name twice "
     "in one object, or is nested deeper than `--max-depth`.",
     breaking, "A body that is not JSON cannot be read at all.", "json.loads(body)"},
    {Rule::type_mismatch, by_evidence, "The value has another type.", breaking,
     "Code that takes the value for the promised type fails on another.", "run[\"progress\"] + 1"},
    {Rule::null_unexpected, by_evidence, "The value is null, and the contract does not allow null.", breaking,
     "Null has none of the promised value's members and methods.", "run[\"name\"].strip()"},
    {Rule::enum_unknown_value, by_evidence, "The value is outside a documented list (`enum`).", breaking,
     "A choice between the documented values has no branch for one more.", "State[run[\"status\"]]"},
    {Rule::value_unlisted, always_warning, "The value is outside an advisory list (`x-known-values`).",
     additive, "The list was advice, so code has to have a branch for other values.",
     "LABELS.get(run[\"type\"], \"other\")"},
    {Rule::length_exceeded, by_evidence,
     "The string is longer than `maxLength`. Lengths count Unicode code points.", breaking,
     "A column or buffer of the promised length cannot hold the value.",
     "INSERT INTO runs (name) VALUES ($1) -- VARCHAR(256)"},
    {Rule::length_short, by_evidence, "The string is shorter than `minLength`.", breaking,
     "Code that reads the promised first characters finds none.", "run[\"code\"][0]"},
    {Rule::format_invalid, by_evidence,
     "The value does not have its `format`: a UUID (RFC 4122), a date-time (RFC 3339), a URI (RFC 3986), …",
     breaking, "A parser of the promised format refuses the value.",
     "datetime.fromisoformat(run[\"created_at\"])"},
    {Rule::pattern_mismatch, by_evidence,
     "The string does not match its `pattern` (ECMA-262), or the match takes too long to decide.", breaking,
     "Code that extracts a part of the promised pattern finds nothing.",
     "re.match(r\"run-(\\d+)\", run[\"key\"]).group(1)"},
    {Rule::number_out_of_range, by_evidence,
     "The number is below the minimum, above the maximum, or not a multiple of `multipleOf`.", breaking,
     "A number beyond the promised bounds overflows or finds no slot.", "BUCKETS[run[\"progress\"] // 10]"},
    {Rule::array_size, by_evidence,
     "There are too many or too few elements, or too many or too few that match `contains`.", breaking,
     "A promised element is missing, or there are more than the code allows for.",
     "first, second = run[\"points\"]"},
    {Rule::array_not_unique, by_evidence, "Two elements are equal, and `uniqueItems` forbids it.", breaking,
     "A key that was promised to be unique appears twice.", "INSERT INTO tags (run, tag) -- UNIQUE"},
    {Rule::object_size, by_evidence, "There are too many or too few members.", breaking,
     "A promised member is missing, or there are more than the code allows for.",
     "next(iter(run[\"outputs\"].values()))"},
    {Rule::value_mismatch, by_evidence, "The value differs from `const`.", breaking,
     "Code that distinguishes documents by the constant does not know this one.",
     "KINDS[event[\"object\"]](event)"},
    {Rule::schema_mismatch, by_evidence,
     "The value breaks `anyOf`, `oneOf`, `not` or the schema `false`. If only one branch can be meant, the "
     "breaches of that branch are reported instead.",
     breaking, "The value has none of the promised forms, so no code handles it.", "match(event) # no case"},
    {Rule::property_missing, by_evidence, "A required property is missing.", breaking,
     "Code that reads a promised property without checking for it fails.", "run[\"finished_at\"]"},
    {Rule::property_undocumented, always_warning,
     "The contract does not name this property. It is an error if the contract forbids other properties.",
     additive, "A reader ignores it, unless it refuses unknown members.",
     "Run.model_validate(body) # extra=\"forbid\""},
    {Rule::property_one_way, always_warning,
     "The property is sent in the other direction only: `writeOnly` in a response, `readOnly` in a request.",
     cosmetic, "The value is as promised; only its direction is not.", "run.get(\"password\")"},
    {Rule::status_undocumented, always_error,
     "The contract does not document this status. Reported for fixtures, archives and live responses.",
     breaking, "Code that chooses by status has no branch for this one.", "HANDLERS[response.status_code]"},
    {Rule::content_type_unexpected, always_error,
     "`Content-Type` is not a documented media type. Reported where header fields are known.", breaking,
     "A client that reads by media type refuses the body or misreads it.", "await response.json() # aiohttp"},
    {Rule::header_missing, by_evidence, "A required header field is missing.", breaking,
     "Code that reads a promised field without checking for it fails.",
     "int(response.headers[\"Retry-After\"])"},
    {Rule::header_invalid, by_evidence, "The value of a header field breaks its schema.", breaking,
     "A parser of the promised value refuses this one.", "int(response.headers[\"X-RateLimit-Reset\"])"},
    {Rule::lifecycle_illegal_move, by_evidence,
     "A run changed its state in a way that `x-lifecycle` does not allow, or its progress went down.",
     breaking,
     "A client that considered a run done, or relies on its next state, acts on something that is no longer "
     "true.",
     "if run[\"status\"] == \"completed\": return"},
    {Rule::link_broken, always_warning, "Two fields that must agree do not (`x-links`).", breaking,
     "Code that follows one field to another finds something else, or nothing.", "runs[session[\"run_id\"]]"},
});

} // namespace

std::string_view change_name(Change change) {
    switch (change) {
        case breaking:
            return "breaking";
        case additive:
            return "additive";
        case cosmetic:
            return "cosmetic";
    }
    return "";
}

std::string_view rule_severity_name(RuleSeverity severity) {
    switch (severity) {
        case by_evidence:
            return "by evidence";
        case always_error:
            return "error";
        case always_warning:
            return "warning";
    }
    return "";
}

std::span<const RuleNote> notes() {
    return kNotes;
}

Change change_of(const check::Finding& finding) {
    if (!finding.change.empty() && finding.severity != check::Severity::warning)
        return finding.severity == check::Severity::error ? breaking : additive;
    return finding.severity == check::Severity::info ? cosmetic : note(finding.rule).change;
}

const RuleNote& note(schema::Rule rule) {
    const auto row =
        std::find_if(kNotes.begin(), kNotes.end(), [&](const RuleNote& each) { return each.rule == rule; });
    return row == kNotes.end() ? kNotes.front() : *row;
}

} // namespace understudy::drift
