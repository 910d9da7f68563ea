#include <algorithm>
#include <ostream>

#include "validator/drift/change.hpp"
#include "validator/json/writer.hpp"
#include "validator/report/report.hpp"
#include "validator/report/words.hpp"
#include "validator/text/percent.hpp"

#ifndef UNDERSTUDY_VERSION
#error "UNDERSTUDY_VERSION comes from the build"
#endif

namespace understudy::report {
namespace {

using check::Finding;
using check::Severity;
using json::Writer;

// SARIF 2.1.0 §3.27.10.
std::string_view level(Severity severity) {
    if (severity == Severity::error) return "error";
    return severity == Severity::warning ? "warning" : "note";
}

// A file's name as a URI reference (RFC 3986 §4.1). It is always taken for a path.
std::string uri(std::string_view file) {
    std::string reference = file.starts_with('/') ? "file://" : "";
    for (std::size_t at = 0;; ++at) {
        const std::size_t slash = std::min(file.find('/', at), file.size());
        reference += text::percent_encode(file.substr(at, slash - at));
        if (slash == file.size()) return reference;
        reference += '/';
        at = slash;
    }
}

void write_text_member(Writer& writer, std::string_view name, std::string_view text) {
    writer.key(name).begin_object().member("text", text).end_object();
}

void write_rule(Writer& writer, const drift::RuleNote& note) {
    const std::string change(drift::change_name(note.change));
    const std::string example(note.example);
    writer.begin_object().member("id", schema::rule_name(note.rule));
    write_text_member(writer, "shortDescription", change + ": " + std::string(note.why));
    write_text_member(writer, "fullDescription", note.meaning);
    writer.key("help").begin_object();
    writer.member("text", std::string(note.why) + " For example: " + example);
    writer.member("markdown", std::string(note.why) + "\n\n```\n" + example + "\n```\n");
    writer.end_object();
    writer.key("properties").begin_object().key("tags").begin_array().string(change).end_array().end_object();
    writer.end_object();
}

void write_place(Writer& writer, const Finding& finding, const Report& check) {
    writer.key("locations").begin_array().begin_object();
    writer.key("physicalLocation").begin_object();
    writer.key("artifactLocation").begin_object().member("uri", uri(file_of(finding.document))).end_object();
    writer.key("region").begin_object();
    writer.member("startLine", finding.place.line).member("startColumn", finding.place.column).end_object();
    writer.end_object();
    writer.key("logicalLocations").begin_array().begin_object();
    writer.member("fullyQualifiedName", place_name(check, finding)).member("kind", "member");
    writer.end_object().end_array().end_object().end_array();
}

// The baseline entry that accepts a finding's drift accepts the finding.
const drift::Baseline::Entry* accepting(const Finding& finding, const Report& check) {
    if (check.baseline == nullptr) return nullptr;
    const auto& rules = check.tally.sum().rules;
    const auto rule = rules.find({finding.severity, finding.rule});
    if (rule == rules.end()) return nullptr;
    const auto drift = rule->second.paths.find(finding);
    return drift == rule->second.paths.end() ? nullptr : check.baseline->find(drift->second);
}

void write_result(Writer& writer, const Finding& finding, const Report& check) {
    writer.begin_object();
    writer.member("ruleId", schema::rule_name(finding.rule));
    writer.member("ruleIndex", static_cast<std::uint64_t>(finding.rule));
    writer.member("level", level(finding.severity));
    write_text_member(writer, "message", finding.message());
    write_place(writer, finding, check);
    // Identifies the drift, not the document: the next run's result is the same alert (§3.27.17).
    writer.key("partialFingerprints").begin_object();
    writer.member("drift/v1", std::string(schema::rule_name(finding.rule)) + " " +
                                  (has_operations(check) ? place_name(check, finding) : finding.path));
    writer.end_object();
    if (const auto* entry = accepting(finding, check)) { // §3.27.23
        writer.key("suppressions").begin_array().begin_object();
        writer.member("kind", "external").member("justification", entry->reason).end_object().end_array();
    }
    writer.key("properties").begin_object();
    if (!finding.operation.operation.empty()) writer.member("operation", finding.operation.operation);
    writer.member("document", finding.document).member("pointer", finding.pointer);
    if (!finding.item.empty()) writer.member("item", finding.item);
    writer.member("evidence", schema::evidence_name(finding.evidence));
    writer.end_object().end_object();
}

// A document that could not be fetched is a notification of the run and not a result (§3.20.21).
void write_invocation(Writer& writer, const check::Tally& tally) {
    if (tally.faults().empty()) return;
    writer.key("invocations").begin_array().begin_object();
    writer.key("executionSuccessful").boolean(false);
    writer.key("toolExecutionNotifications").begin_array();
    for (const intake::FetchFault& fault : tally.faults()) {
        writer.begin_object().member("level", "error");
        writer.key("descriptor")
            .begin_object()
            .member("id", intake::verdict_name(fault.verdict))
            .end_object();
        write_text_member(writer, "message", fault.document + ": " + fault.detail);
        writer.end_object();
    }
    writer.end_array().end_object().end_array();
}

} // namespace

void write_sarif(const Report& check, std::ostream& out) {
    std::string text;
    Writer writer(text);
    writer.begin_object();
    writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
    writer.key("runs").begin_array().begin_object();
    writer.key("tool").begin_object().key("driver").begin_object();
    writer.member("name", "Understudy").member("version", UNDERSTUDY_VERSION);
    writer.key("rules").begin_array();
    for (const drift::RuleNote& note : drift::notes()) write_rule(writer, note);
    writer.end_array().end_object().end_object();
    write_invocation(writer, check.tally);
    writer.member("columnKind", "unicodeCodePoints");
    writer.key("results").begin_array();
    for (const Finding& finding : listed(check.tally)) write_result(writer, finding, check);
    writer.end_array().end_object().end_array().end_object();
    out << text << "\n";
}

} // namespace understudy::report
