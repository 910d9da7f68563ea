#include <algorithm>
#include <ostream>
#include <string>

#include "validator/report/printable.hpp"
#include "validator/report/report.hpp"

namespace understudy::report {
namespace {

using drift::Drift;
using drift::Finding;
using drift::Severity;

struct Colours {
    const char* error = "";
    const char* warning = "";
    const char* good = "";
    const char* strong = "";
    const char* faint = "";
    const char* off = "";

    explicit Colours(bool on) {
        if (on) *this = Colours("\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m");
    }
    const char* of(Severity severity) const { return severity == Severity::error ? error : warning; }

private:
    Colours(const char* e, const char* w, const char* g, const char* s, const char* f, const char* o)
        : error(e), warning(w), good(g), strong(s), faint(f), off(o) {}
};

std::string counted(std::uint64_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string place(const Finding& finding) {
    return printable(finding.document) + ":" + std::to_string(finding.place.line) + ":" +
           std::to_string(finding.place.column);
}

std::string times(const Drift& drift) {
    std::string text = counted(drift.documents, "document");
    if (drift.occurrences != drift.documents) text += ", " + counted(drift.occurrences, "place");
    return text;
}

void write_drift(const Drift& drift, const Colours& colours, std::ostream& out) {
    const Finding& first = drift.first;
    out << "  " << colours.of(first.severity) << padded(drift::severity_name(first.severity), 8)
        << colours.off << padded(schema::rule_name(first.rule), 22) << "expected "
        << printable(first.expected) << "; found " << printable(first.found);
    if (drift.values.size() > 1)
        out << " and " << drift.values.size() - 1 << (drift.more_values ? " or more others" : " other")
            << (drift.values.size() > 2 && !drift.more_values ? "s" : "");
    out << colours.faint << "  (" << schema::evidence_name(first.evidence) << "; " << times(drift)
        << (drift.occurrences == 1 ? ") at " : "), first at ") << place(first) << colours.off << "\n";
}

} // namespace

void write_text(const Check& check, bool colour, std::ostream& out) {
    const Colours colours(colour);
    const drift::Tally& tally = check.tally;
    out << colours.strong << printable(check.contract.name()) << colours.off;
    const std::string title = check.contract.title() + " " + check.contract.version();
    if (check.contract.title() != check.contract.name()) out << "  " << printable(title);
    // A schema by itself is no operation's.
    if (!check.operation.method.empty())
        out << ", " << check.operation.method << " " << printable(check.operation.path);
    out << "\n";
    std::string path;
    bool first = true;
    for (const Drift& drift : tally.drift()) {
        if (first || drift.first.path != path) {
            path = drift.first.path;
            out << "\n"
                << colours.strong << (path.empty() ? "(body)" : printable(path)) << colours.off << "\n";
        }
        first = false;
        write_drift(drift, colours, out);
    }
    if (!tally.faults().empty()) {
        out << "\n" << colours.strong << "Could not be checked" << colours.off << "\n";
        for (const drift::Fault& fault : tally.faults())
            out << "  " << padded(drift::verdict_name(fault.verdict), 22) << printable(fault.document) << ": "
                << printable(fault.detail) << "\n";
    }
    const std::uint64_t errors = tally.count(Severity::error);
    const std::uint64_t warnings = tally.count(Severity::warning);
    out << "\n";
    if (tally.documents() == 0) {
        out << colours.error << "nothing could be checked" << colours.off << "\n";
        return;
    }
    if (errors + warnings == 0) {
        out << colours.good << counted(tally.documents(), "document") << " checked, no drift" << colours.off
            << "\n";
        return;
    }
    out << (errors != 0 ? colours.error : colours.warning) << counted(errors, "error") << ", "
        << counted(warnings, "warning") << colours.off << " in " << tally.documents() - tally.conforming()
        << " of " << counted(tally.documents(), "document") << "\n";
}

} // namespace understudy::report
