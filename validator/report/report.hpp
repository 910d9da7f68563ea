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

// The reports of a check.
//
// A check adds its findings to a Tally while it runs. A Report puts that tally beside the contract that was
// used (drift::Scope), the baseline of accepted drift, and what makes the check fail; each writer turns the
// same Report into one format. A finding is one breach in one document; a drift is all findings of one rule
// at one path, with their number. Findings are bounded, drift is exact, so writers for programs print both
// and writers for people print the drift.
//
// formats() is the table behind `--format` and `--report`. A writer is a function that gets a Report and a
// stream. It decides nothing: whether the check fails is fails().

/// Everything that a report shows.
struct Report {
    const drift::Scope& scope;
    const check::Tally& tally;
    /// The least severity of a drift that fails the check; nothing if none does.
    std::optional<check::Severity> fails_at = check::Severity::error;
    const drift::Baseline* baseline = nullptr; ///< the accepted drift; null without a baseline
    unsigned min_coverage = 0;                 ///< per cent; less fails the check
    bool colour = false;                       ///< whether text is for a terminal that takes ANSI colours
    /// Whether the documents are operations of two contracts, and findings are changes between these.
    bool compares = false;
};

/// The drift that the baseline does not accept, in the order of Sum::drift().
std::vector<check::Drift> unaccepted_drift(const Report& check);
/// The number of findings in it of this severity or a worse one.
std::uint64_t count_from(const Report& check, check::Severity severity);
/// Whether the check fails: unaccepted drift at or above fails_at, or too little coverage.
bool fails(const Report& check);

/// For people: grouped by path, one line for each distinct finding, the sum last.
void write_text(const Report& check, std::ostream& out);

/// For programs: one JSON object (schemas/formats/report.schema.json).
void write_json(const Report& check, std::ostream& out);

/// Writes one finding as one line of JSON, like an element of `findings` in the JSON report. A report in the
/// format `ndjson` is these lines, written as the findings come.
void write_ndjson(const check::Finding& finding, std::ostream& out);

/// For code scanning: SARIF 2.1.0 (OASIS), with one result for each finding.
void write_sarif(const Report& check, std::ostream& out);

/// For CI servers: JUnit XML, with one case for each path that drifted.
void write_junit(const Report& check, std::ostream& out);

/// For GitHub Actions: one workflow command for each drift, which annotates the file where it was first seen.
void write_github(const Report& check, std::ostream& out);

/// For a job's summary: GitHub Flavored Markdown.
void write_markdown(const Report& check, std::ostream& out);

/// For people: one page with the JSON report in it, which loads nothing over a network.
void write_html(const Report& check, std::ostream& out);

/// The sum, to be added to others (drift/summary.hpp).
void write_summary(const Report& check, std::ostream& out);

/// A form that a report can have.
struct ReportFormat {
    std::string_view name;
    /// Null for a format that is written as the findings come.
    void (*write)(const Report&, std::ostream&);
};

/// All of them, `text` first.
std::span<const ReportFormat> formats();

} // namespace understudy::report
