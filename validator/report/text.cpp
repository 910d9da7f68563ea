#include <algorithm>
#include <ostream>
#include <string>

#include "validator/report/report.hpp"
#include "validator/report/words.hpp"
#include "validator/text/printable.hpp"

namespace understudy::report {
namespace {

using check::Drift;
using check::Finding;
using check::Severity;

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

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

std::string place(const Finding& finding) {
    return text::printable(finding.document) + ":" + std::to_string(finding.place.line) + ":" +
           std::to_string(finding.place.column) + (finding.item.empty() ? "" : ", " + finding.item);
}

// A line that begins with `::` is a command to GitHub's runner.
std::string heading(const std::string& path) {
    const std::string shown = text::printable(path);
    return shown.starts_with("::") ? "\\u{3a}" + shown.substr(1) : shown;
}

void write_drift(const Drift& drift, const check::Sum& sum, const Colours& colours, std::ostream& out) {
    const Finding& first = drift.first;
    out << "  " << colours.of(first.severity) << padded(check::severity_name(first.severity), 8)
        << colours.off << padded(schema::rule_name(first.rule), 22) << text::printable(first.words())
        << others(drift) << colours.faint << "  ";
    if (first.change.empty())
        out << "(" << schema::evidence_name(first.evidence) << "; " << times(drift, sum) << ")";
    out << (drift.occurrences == 1 ? " at " : ", first at ") << place(first) << colours.off << "\n";
}

void write_operation(const Report& check, const check::OperationName& name, const Colours& colours,
                     std::ostream& out) {
    const auto& operations = check.tally.sum().operations;
    const auto sum = operations.find(name);
    out << "\n" << colours.strong << "== " << text::printable(operation_title(check, name)) << colours.off;
    if (sum != operations.end())
        out << colours.faint << "  (" << sum->second.documents - sum->second.conforming << " of "
            << counted(sum->second.documents, check.compares ? "operation" : "document") << ")"
            << colours.off;
    out << "\n";
}

void write_unchecked(const check::Sum& sum, const Colours& colours, std::ostream& out) {
    if (sum.unchecked.empty()) return;
    out << "\n" << colours.strong << "Not checked, or not in full" << colours.off << "\n";
    for (const auto& [kind, unchecked] : sum.unchecked) {
        const intake::UncheckedKind& row = intake::unchecked_kind(kind);
        out << "  " << padded(row.name, 16) << padded(std::to_string(unchecked.count), 5) << row.reason;
        if (unchecked.places.size() == 1) {
            const auto& [document, why] = *unchecked.places.begin();
            out << ": " << text::printable(document + (why.empty() ? "" : " " + why));
        }
        out << "\n";
    }
}

// Where hostile names make more paths than are kept.
void write_rest(const check::Sum& sum, std::ostream& out) {
    for (const auto& [key, rule] : sum.rules) {
        if (!rule.more_paths) continue;
        std::uint64_t rest = rule.occurrences;
        for (const auto& [path, drift] : rule.paths) rest -= drift.occurrences;
        out << "\n"
            << counted(rest, "more finding") << " of " << schema::rule_name(key.second)
            << " at other paths\n";
    }
}

void write_baseline(const Report& check, std::ostream& out) {
    if (check.baseline == nullptr) return;
    std::size_t accepted = 0;
    for (const Drift& drift : check.tally.drift())
        accepted += check.baseline->find(drift) != nullptr ? 1U : 0U;
    if (accepted != 0) out << counted(accepted, "drift") << " accepted by the baseline\n";
    for (const auto& [operation, path, rule] : check.baseline->stale(check.tally.sum()))
        out << "in the baseline but no longer found: " << schema::rule_name(rule) << " at "
            << (has_operations(check) ? text::printable(operation_title(check, operation)) + " " : "")
            << text::printable(path_name(path)) << "\n";
}

void write_coverage(const Report& check, const Colours& colours, std::ostream& out) {
    const check::Seen seen = check.tally.sum().seen();
    if (seen.items == 0) return;
    const bool is_enough = seen.percent() >= check.min_coverage;
    out << (is_enough ? "" : colours.error) << "seen " << seen.seen << " of " << seen.items
        << " documented responses, fields, values and nulls: " << seen.percent() << " %";
    if (!is_enough) out << ", but --min-coverage requires " << check.min_coverage << " %";
    out << (is_enough ? "" : colours.off) << "\n";
    const std::string never = text::printable(never_seen(check));
    if (!never.empty()) out << colours.faint << "never seen: " << never << colours.off << "\n";
}

void write_faults(const check::Tally& tally, const Colours& colours, std::ostream& out) {
    if (tally.faults().empty()) return;
    out << "\n" << colours.strong << "Could not be checked" << colours.off << "\n";
    for (const intake::FetchFault& fault : tally.faults())
        out << "  " << padded(intake::verdict_name(fault.verdict), 22) << text::printable(fault.document)
            << ": " << text::printable(fault.detail) << "\n";
}

void write_verdict(const Report& check, const Colours& colours, std::ostream& out) {
    const check::Tally& tally = check.tally;
    if (tally.documents() == 0 && !tally.faults().empty()) {
        out << colours.error << "nothing could be checked" << colours.off << "\n";
        return;
    }
    const bool has_drift = count_from(check, Severity::warning) != 0;
    if (!has_drift && tally.count(Severity::info) == 0) {
        out << colours.good << good_verdict(check) << colours.off << "\n";
        return;
    }
    out << (count_from(check, Severity::error) != 0 ? colours.error : colours.warning) << verdict(check)
        << colours.off << verdict_extent(check) << "\n";
}

} // namespace

void write_text(const Report& check, std::ostream& out) {
    const Colours colours(check.colour);
    const check::Tally& tally = check.tally;
    out << colours.strong << text::printable(check.scope.api) << colours.off;
    const std::string title = check.scope.title + " " + check.scope.version;
    if (check.scope.title != check.scope.api) out << "  " << text::printable(title);
    // A schema by itself belongs to no operation.
    if (!check.scope.method.empty())
        out << ", " << check.scope.method << " " << text::printable(check.scope.path);
    out << "\n";
    const check::Finding* last = nullptr;
    for (const std::vector<Drift> drifts = unaccepted_drift(check); const Drift& drift : drifts) {
        const bool is_of_next = last == nullptr || drift.first.operation != last->operation;
        if (is_of_next && has_operations(check)) write_operation(check, drift.first.operation, colours, out);
        if (is_of_next || drift.first.path != last->path)
            out << "\n" << colours.strong << heading(path_name(drift.first.path)) << colours.off << "\n";
        last = &drift.first;
        write_drift(drift, tally.sum(), colours, out);
    }
    write_rest(tally.sum(), out);
    write_faults(tally, colours, out);
    write_unchecked(tally.sum(), colours, out);
    out << "\n";
    write_baseline(check, out);
    write_coverage(check, colours, out);
    write_verdict(check, colours, out);
}

} // namespace understudy::report
