#include <ostream>

#include "validator/drift/change.hpp"
#include "validator/report/report.hpp"
#include "validator/report/words.hpp"
#include "validator/text/percent.hpp"
#include "validator/text/printable.hpp"

namespace understudy::report {
namespace {

// A workflow command's data. A character that ends a line, or begins an escape, is written as %XX; in a
// property so is one that ends the property.
std::string escaped(std::string_view data, bool is_property) {
    const std::string_view acting = is_property ? "%\r\n:," : "%\r\n";
    std::string shown;
    for (const char& c : data)
        if (acting.find(c) == std::string_view::npos)
            shown += c;
        else
            shown += text::percent_encode({&c, 1});
    return shown;
}

void write_drift(const check::Drift& drift, const Report& check, std::ostream& out) {
    const check::Sum& sum = check.tally.sum();
    const check::Finding& first = drift.first;
    const bool is_error = first.severity == check::Severity::error;
    const bool is_warning = first.severity == check::Severity::warning;
    const std::string title = std::string(schema::rule_name(first.rule)) + " at " + place_name(check, first) +
                              " (" + std::string(drift::change_name(drift::change_of(first))) + ")";
    out << (is_error     ? "::error"
            : is_warning ? "::warning"
                         : "::notice")
        << " file=" << escaped(text::printable(file_of(first.document)), true) << ",line=" << first.place.line
        << ",col=" << first.place.column << ",title=" << escaped(text::printable(title), true) << "::"
        << escaped(text::printable(first.message() + others(drift) + times_in_brackets(drift, sum)), false)
        << "\n";
}

} // namespace

void write_github(const Report& check, std::ostream& out) {
    for (const check::Drift& drift : unaccepted_drift(check)) write_drift(drift, check, out);
    for (const intake::FetchFault& fault : check.tally.faults())
        out << "::error title=" << escaped(std::string(intake::verdict_name(fault.verdict)), true)
            << "::" << escaped(text::printable(fault.document + ": " + fault.detail), false) << "\n";
}

} // namespace understudy::report
