#include <ostream>

#include "validator/drift/change.hpp"
#include "validator/report/report.hpp"
#include "validator/report/words.hpp"
#include "validator/text/printable.hpp"

namespace understudy::report {
namespace {

using check::Drift;

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// Text that means nothing to Markdown or HTML: every sign is a character reference (CommonMark §2.5), which
// can neither end a cell nor begin a link, a tag or emphasis.
std::string plain(std::string_view text) {
    std::string shown;
    for (const char c : text::printable(text)) {
        if (is_plain(c))
            shown += c;
        else
            shown += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
    return shown;
}

std::string code(std::string_view text) {
    return "<code>" + plain(text) + "</code>";
}

std::string what(const check::Finding& finding) {
    return finding.change.empty() ? "expected " + plain(finding.expected) + "; found " + plain(finding.found)
                                  : plain(finding.change);
}

void write_row(const Drift& drift, const Report& check, std::ostream& out) {
    const check::Sum& sum = check.tally.sum();
    const check::Finding& first = drift.first;
    out << "| " << check::severity_name(first.severity) << " | "
        << drift::change_name(drift::change_of(first)) << " | " << code(place_name(check, first)) << " | "
        << schema::rule_name(first.rule) << " | " << what(first) << others(drift) << " | "
        << (first.change.empty() ? times(drift, sum) : std::string()) << " | "
        << code(first.document + ":" + std::to_string(first.place.line) +
                (first.item.empty() ? "" : ", " + first.item))
        << " |\n";
}

void write_faults(const check::Tally& tally, std::ostream& out) {
    if (tally.faults().empty()) return;
    out << "\n| could not be checked | why | |\n|---|---|---|\n";
    for (const intake::FetchFault& fault : tally.faults())
        out << "| " << code(fault.document) << " | " << intake::verdict_name(fault.verdict) << " | "
            << plain(fault.detail) << " |\n";
}

void write_unchecked(const check::Sum& sum, std::ostream& out) {
    if (sum.unchecked.empty()) return;
    out << "\n| not checked, or not in full | how many | why |\n|---|---|---|\n";
    for (const auto& [kind, unchecked] : sum.unchecked)
        out << "| " << intake::unchecked_kind(kind).name << " | " << unchecked.count << " | "
            << plain(intake::unchecked_kind(kind).reason) << " |\n";
}

} // namespace

void write_markdown(const Report& check, std::ostream& out) {
    const check::Tally& tally = check.tally;
    out << "### " << plain(check.scope.title + " " + check.scope.version);
    if (!check.scope.method.empty()) out << ", " << code(check.scope.method + " " + check.scope.path);
    out << "\n\n";
    const auto drifts = unaccepted_drift(check);
    if (drifts.empty()) {
        if (tally.documents() == 0 && !tally.faults().empty()) return write_faults(tally, out);
        out << good_verdict(check) << "\n";
        write_faults(tally, out);
        write_unchecked(tally.sum(), out);
        return;
    }
    out << verdict(check) << verdict_extent(check)
        << "\n\n| severity | change | path | rule | what | seen in | first at "
           "|\n|---|---|---|---|---|---|---|\n";
    for (const Drift& drift : drifts) write_row(drift, check, out);
    write_faults(tally, out);
    write_unchecked(tally.sum(), out);
}

} // namespace understudy::report
