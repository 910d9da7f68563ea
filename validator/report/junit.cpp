#include <ostream>
#include <vector>

#include "validator/report/report.hpp"
#include "validator/report/words.hpp"
#include "validator/text/printable.hpp"

namespace understudy::report {
namespace {

using check::Drift;

// Text for XML 1.0 (§2.2, §2.4), in an attribute or between tags: text::printable, so no control character is
// left.
std::string xml(std::string_view text) {
    std::string shown;
    for (const char c : text::printable(text)) {
        if (c == '&')
            shown += "&amp;";
        else if (c == '<')
            shown += "&lt;";
        else if (c == '>')
            shown += "&gt;";
        else if (c == '"')
            shown += "&quot;";
        else
            shown += c;
    }
    // XML does not allow U+FFFE and U+FFFF.
    for (const char* none : {"\xef\xbf\xbe", "\xef\xbf\xbf"})
        for (std::size_t at = 0; (at = shown.find(none, at)) != std::string::npos;)
            shown.replace(at, 3, "\xef\xbf\xbd");
    return shown;
}

std::string said(const Drift& drift, const check::Sum& sum) {
    const check::Finding& first = drift.first;
    const std::string how = first.change.empty() ? std::string(schema::evidence_name(first.evidence)) + "; " +
                                                       times(drift, sum) + ", first at "
                                                 : "at ";
    return std::string(schema::rule_name(first.rule)) + ": " + first.words() + others(drift) + " (" + how +
           first.document + ":" + std::to_string(first.place.line) + ":" +
           std::to_string(first.place.column) + (first.item.empty() ? "" : ", " + first.item) + ")";
}

// What was not checked, or not in full, a line each.
std::string not_checked(const check::Sum& sum) {
    std::string text;
    for (const auto& [kind, unchecked] : sum.unchecked) {
        const intake::UncheckedKind& row = intake::unchecked_kind(kind);
        text += "\nnot checked, or not in full: " + std::to_string(unchecked.count) + " " +
                std::string(row.name) + " (" + std::string(row.reason) + ")";
    }
    return text;
}

// What drifted at one path.
struct Case {
    std::string name;
    std::vector<Drift> failures;
    std::vector<Drift> others; // below what fails the check
};

std::vector<Case> cases(const Report& check) {
    std::vector<Case> list;
    for (const Drift& drift : check.tally.drift()) {
        const std::string name = place_name(check, drift.first);
        if (list.empty() || list.back().name != name) list.push_back({name, {}, {}});
        const bool is_known = check.baseline != nullptr && check.baseline->find(drift) != nullptr;
        const bool fails = !is_known && check.fails_at && drift.first.severity >= *check.fails_at;
        (fails ? list.back().failures : list.back().others).push_back(drift);
    }
    return list;
}

void write_case(const Case& each, const std::string& suite, const check::Sum& sum, std::ostream& out) {
    out << "    <testcase classname=\"" << suite << "\" name=\"" << xml(each.name) << "\">\n";
    if (!each.failures.empty()) {
        out << "      <failure type=\"" << schema::rule_name(each.failures.front().first.rule)
            << "\" message=\"" << xml(said(each.failures.front(), sum)) << "\">";
        for (const Drift& drift : each.failures) out << xml(said(drift, sum)) << "\n";
        out << "</failure>\n";
    }
    if (!each.others.empty()) {
        out << "      <system-out>";
        for (const Drift& drift : each.others) out << xml(said(drift, sum)) << "\n";
        out << "</system-out>\n";
    }
    out << "    </testcase>\n";
}

} // namespace

void write_junit(const Report& check, std::ostream& out) {
    const std::string name = check.scope.api +
                             (check.scope.method.empty() ? "" : " " + check.scope.method + " ") +
                             check.scope.path;
    const std::string suite = xml(name);
    const std::vector<Case> list = cases(check);
    std::size_t failures = 0;
    for (const Case& each : list) failures += each.failures.empty() ? 0U : 1U;
    // The documents themselves are a case, so that a check without a drift is not a suite without a case.
    const std::vector<intake::FetchFault>& faults = check.tally.faults();
    const std::string counts = "tests=\"" + std::to_string(list.size() + faults.size() + 1) +
                               "\" failures=\"" + std::to_string(failures) + "\" errors=\"" +
                               std::to_string(faults.size()) + "\"";
    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"understudy\" " << counts << ">\n"
        << "  <testsuite name=\"" << suite << "\" " << counts << " skipped=\"0\">\n"
        << "    <testcase classname=\"" << suite << "\" name=\""
        << (check.compares ? "operations" : "documents") << "\">\n      <system-out>"
        << check.tally.conforming() << " of "
        << counted(check.tally.documents(), check.compares ? "operation" : "document") << " without a finding"
        << not_checked(check.tally.sum()) << "</system-out>\n    </testcase>\n";
    for (const Case& each : list) write_case(each, suite, check.tally.sum(), out);
    for (const intake::FetchFault& fault : faults)
        out << "    <testcase classname=\"" << suite << "\" name=\"" << xml(fault.document)
            << "\">\n      <error type=\"" << intake::verdict_name(fault.verdict) << "\" message=\""
            << xml(fault.detail) << "\"/>\n    </testcase>\n";
    out << "  </testsuite>\n</testsuites>\n";
}

} // namespace understudy::report
