#include "validator/drift/change.hpp"

#include <algorithm>
#include <array>

namespace understudy::drift {
namespace {

using enum Change;
using schema::Rule;

// docs/rules.md shows this table; a test holds the two together.
constexpr auto kNotes = std::to_array<RuleNote>({
    {Rule::body_malformed, breaking, "What is not JSON cannot be read at all.", "json.loads(body)"},
    {Rule::type_mismatch, breaking, "Code that takes the value for the promised type fails on another.",
     "run[\"progress\"] + 1"},
    {Rule::null_unexpected, breaking, "Null has none of the members and methods of what was promised.",
     "run[\"name\"].strip()"},
    {Rule::enum_unknown_value, breaking, "A choice between the documented values has no branch for one more.",
     "State[run[\"status\"]]"},
    {Rule::value_unlisted, additive, "The list was advice, so code has to have a branch for other values.",
     "LABELS.get(run[\"type\"], \"other\")"},
    {Rule::length_exceeded, breaking, "A column or buffer of the promised length does not hold the value.",
     "INSERT INTO runs (name) VALUES ($1) -- VARCHAR(256)"},
    {Rule::length_short, breaking, "Code that looks at the promised first characters finds none.",
     "run[\"code\"][0]"},
    {Rule::format_invalid, breaking, "A parser of the promised format refuses the value.",
     "datetime.fromisoformat(run[\"created_at\"])"},
    {Rule::pattern_mismatch, breaking, "What is cut out of the promised form is not there.",
     "re.match(r\"run-(\\d+)\", run[\"key\"]).group(1)"},
    {Rule::number_out_of_range, breaking, "A number beyond the promised bounds overflows or finds no slot.",
     "BUCKETS[run[\"progress\"] // 10]"},
    {Rule::array_size, breaking,
     "An element that was promised is not there, or there are more than was planned for.",
     "first, second = run[\"points\"]"},
    {Rule::array_not_unique, breaking,
     "What is stored by a key that was promised to be unique is stored twice.",
     "INSERT INTO tags (run, tag) -- UNIQUE"},
    {Rule::object_size, breaking,
     "A member that was promised is not there, or there are more than was planned for.",
     "next(iter(run[\"outputs\"].values()))"},
    {Rule::value_mismatch, breaking,
     "Code that tells documents apart by the constant does not know this one.",
     "KINDS[event[\"object\"]](event)"},
    {Rule::schema_mismatch, breaking,
     "The value is of none of the promised forms, so no reader for it is found.", "match(event) # no case"},
    {Rule::property_missing, breaking, "Code that reads a promised property without asking fails.",
     "run[\"finished_at\"]"},
    {Rule::property_undocumented, additive,
     "A reader passes over it, unless it refuses what it does not know.",
     "Run.model_validate(body) # extra=\"forbid\""},
    {Rule::property_one_way, cosmetic, "The value is as promised; only its direction is not.",
     "run.get(\"password\")"},
    {Rule::status_undocumented, breaking, "Code that chooses by status has no branch for this one.",
     "HANDLERS[response.status_code]"},
    {Rule::content_type_unexpected, breaking,
     "A client that reads by media type refuses the body or misreads it.", "await response.json() # aiohttp"},
    {Rule::header_missing, breaking, "Code that reads a promised field without asking fails.",
     "int(response.headers[\"Retry-After\"])"},
    {Rule::header_invalid, breaking, "A parser of the promised value refuses this one.",
     "int(response.headers[\"X-RateLimit-Reset\"])"},
    {Rule::lifecycle_illegal_move, breaking,
     "A client that has taken a run for done, or counts on what comes next, acts on what is no longer so.",
     "if run[\"status\"] == \"completed\": return"},
    {Rule::link_broken, breaking, "Code that follows one field to another finds something else, or nothing.",
     "runs[session[\"run_id\"]]"},
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

std::span<const RuleNote> notes() {
    return kNotes;
}

Change change_of(const check::Finding& finding) {
    return finding.severity == check::Severity::info ? cosmetic : note(finding.rule).change;
}

const RuleNote& note(schema::Rule rule) {
    const auto row =
        std::find_if(kNotes.begin(), kNotes.end(), [&](const RuleNote& each) { return each.rule == rule; });
    return row == kNotes.end() ? kNotes.front() : *row;
}

} // namespace understudy::drift
