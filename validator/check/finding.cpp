#include "validator/check/finding.hpp"

#include <utility>

#include "validator/json/write.hpp"
#include "validator/text/masking.hpp"
#include "validator/text/string_length.hpp"

namespace understudy::check {
namespace {

using schema::Evidence;
using schema::Rule;

// These rules concern the value itself. For the others, the kind and length of the value say enough.
bool is_about_value(Rule rule) {
    return rule == Rule::enum_unknown_value || rule == Rule::value_unlisted;
}

std::string found_text(schema::Breach&& breach, bool show_values) {
    const bool shown =
        breach.has_value && (show_values || (is_about_value(breach.rule) && text::may_show(breach.value)));
    if (!shown) return std::move(breach.found);
    if (!breach.is_text) return std::string(breach.value);
    std::string text;
    json::write_string(breach.value, text);
    return text;
}

} // namespace

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::info:
            return "info";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "";
}

std::optional<Severity> parse_severity(std::string_view word) {
    for (const Severity each : {Severity::info, Severity::warning, Severity::error})
        if (severity_name(each) == word) return each;
    return std::nullopt;
}

std::string Finding::words() const {
    return change.empty() ? "expected " + expected + "; found " + found : change;
}

std::string Finding::message() const {
    const std::string where = !pointer.empty() ? pointer
                              : !path.empty()  ? path
                              : item.empty()   ? "(body)"
                                               : "(item)";
    return (item.empty() ? "" : item + ": ") + where + ": " + words();
}

Severity severity_of(Rule rule, Evidence evidence) {
    if (rule == Rule::value_unlisted || evidence == Evidence::inferred) return Severity::warning;
    return Severity::error;
}

Finding make_finding(schema::Breach&& breach, std::string document, json::Position place, bool show_values) {
    Finding finding;
    finding.rule = breach.rule;
    finding.severity = severity_of(breach.rule, breach.evidence);
    finding.evidence = breach.evidence;
    finding.document = std::move(document);
    finding.place = place;
    finding.pointer = std::move(breach.pointer);
    finding.path = std::move(breach.path);
    finding.expected = std::move(breach.expected);
    if (breach.rule == Rule::length_exceeded && breach.has_value)
        finding.size = text::count_code_points(breach.value);
    finding.found = found_text(std::move(breach), show_values);
    return finding;
}

} // namespace understudy::check
