#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "validator/check/tally.hpp"
#include "validator/drift/baseline.hpp"
#include "validator/drift/scope.hpp"

namespace understudy::report {

/// What a check was: all that a report tells.
struct Report {
    const drift::Scope& scope;
    const check::Tally& tally;
    /// From which severity on a drift fails the check; nothing: none does.
    std::optional<check::Severity> fails_at = check::Severity::error;
    const drift::Baseline* baseline = nullptr; ///< what is accepted; null: nothing
    unsigned min_coverage = 0;                 ///< per cent; less fails the check
    bool colour = false;                       ///< whether text is for a terminal that takes ANSI colours
};

/// The drift that is not accepted, as Sum::drift().
std::vector<check::Drift> unaccepted_drift(const Report& check);
/// Findings of this severity or a worse one in it.
std::uint64_t count_from(const Report& check, check::Severity severity);
/// Whether the check fails: a drift at or above fails_at that is not accepted, or too little seen.
bool fails(const Report& check);

/// For people: grouped by path, a line a distinct finding, the sum last.
void write_text(const Report& check, std::ostream& out);

/// For programs: one JSON object (schemas/formats/report.schema.json).
void write_json(const Report& check, std::ostream& out);

/// One finding as one line of JSON, as `findings` of the JSON report has it. A report of format `ndjson` is
/// these lines, written as the findings come.
void write_ndjson(const check::Finding& finding, std::ostream& out);

/// For code scanning: SARIF 2.1.0 (OASIS), a result a finding.
void write_sarif(const Report& check, std::ostream& out);

/// For CI servers: JUnit XML, a case a path that drifted.
void write_junit(const Report& check, std::ostream& out);

/// For GitHub Actions: a workflow command a drift, which annotates the file where it was first seen.
void write_github(const Report& check, std::ostream& out);

/// For a job's summary: GitHub Flavored Markdown.
void write_markdown(const Report& check, std::ostream& out);

/// For people: one page that asks nothing of any network, with the JSON report in it.
void write_html(const Report& check, std::ostream& out);

/// The sum, to be added to others (drift/summary.hpp).
void write_summary(const Report& check, std::ostream& out);

/// A form that a report can have.
struct ReportFormat {
    std::string_view name;
    /// Null of a format that is written as the findings come.
    void (*write)(const Report&, std::ostream&);
};

/// All of them, `text` first.
std::span<const ReportFormat> formats();

} // namespace understudy::report
