#include <ostream>

#include "validator/drift/change.hpp"
#include "validator/report/report.hpp"
#include "validator/report/words.hpp"
#include "validator/text/printable.hpp"

namespace understudy::report {
namespace {

// A workflow command's data: what ends a line or escapes is written as %XX. Of a property, also what ends
// that.
std::string escaped(std::string_view text, bool is_property) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const std::string_view acting = is_property ? "%\r\n:," : "%\r\n";
    std::string shown;
    for (const char c : text) {
        if (acting.find(c) == std::string_view::npos) {
            shown += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        shown += '%';
        shown += kDigits[byte >> 4U];
        shown += kDigits[byte & 15U];
    }
    return shown;
}

void write_drift(const check::Drift& drift, const check::Sum& sum, std::ostream& out) {
    const check::Finding& first = drift.first;
    const bool is_error = first.severity == check::Severity::error;
    const bool is_warning = first.severity == check::Severity::warning;
    const std::string title = std::string(schema::rule_name(first.rule)) + " at " + path_name(first.path) +
                              " (" + std::string(drift::change_name(drift::change_of(first))) + ")";
    out << (is_error     ? "::error"
            : is_warning ? "::warning"
                         : "::notice")
        << " file=" << escaped(text::printable(file_of(first.document)), true) << ",line=" << first.place.line
        << ",col=" << first.place.column << ",title=" << escaped(text::printable(title), true) << "::"
        << escaped(text::printable(first.message() + others(drift) + " (" + times(drift, sum) + ")"), false)
        << "\n";
}

} // namespace

void write_github(const Report& check, std::ostream& out) {
    for (const check::Drift& drift : unaccepted_drift(check)) write_drift(drift, check.tally.sum(), out);
    for (const intake::FetchFault& fault : check.tally.faults())
        out << "::error title=" << escaped(std::string(intake::verdict_name(fault.verdict)), true)
            << "::" << escaped(text::printable(fault.document + ": " + fault.detail), false) << "\n";
}

} // namespace understudy::report
