#include <ostream>
#include <string_view>

#include "validator/drift/change.hpp"
#include "validator/json/writer.hpp"
#include "validator/report/report.hpp"
#include "validator/report/words.hpp"

#ifndef UNDERSTUDY_VERSION
#error "UNDERSTUDY_VERSION comes from the build"
#endif

namespace understudy::report {
namespace {

using check::Drift;
using check::Finding;
using json::Writer;

constexpr std::size_t kFlushed = std::size_t{1} << 16;

// A schema by itself has no operation.
void write_operation_name(Writer& writer, const check::OperationName& name) {
    if (name.operation.empty()) return;
    writer.member("api", name.api).member("operation", name.operation);
}

void write_finding(Writer& writer, const Finding& finding) {
    writer.begin_object();
    write_operation_name(writer, finding.operation);
    writer.member("rule", schema::rule_name(finding.rule));
    writer.member("severity", check::severity_name(finding.severity));
    writer.member("document", finding.document);
    writer.member("pointer", finding.pointer);
    writer.member("path", finding.path);
    if (!finding.item.empty()) writer.member("item", finding.item);
    writer.member("line", finding.place.line);
    writer.member("column", finding.place.column);
    writer.member("expected", finding.expected);
    writer.member("found", finding.found);
    writer.member("evidence", schema::evidence_name(finding.evidence));
    writer.member("message", finding.message());
    writer.end_object();
}

void write_drift(Writer& writer, const Drift& drift, const Report& check) {
    const check::Sum& sum = check.tally.sum();
    writer.begin_object();
    write_operation_name(writer, drift.first.operation);
    writer.member("rule", schema::rule_name(drift.first.rule));
    writer.member("path", drift.first.path);
    writer.member("severity", check::severity_name(drift.first.severity));
    writer.member("change", drift::change_name(drift::change_of(drift.first)));
    writer.member("documents", drift.documents);
    if (const auto present = sum.present(drift)) writer.member("present", *present);
    writer.member("occurrences", drift.occurrences);
    writer.key("values").begin_array();
    for (const std::string& value : drift.values) writer.string(value);
    writer.end_array().key("more_values").boolean(drift.more_values);
    writer.key("first").begin_object();
    writer.member("document", drift.first.document).member("line", drift.first.place.line);
    if (!drift.first.item.empty()) writer.member("item", drift.first.item);
    if (drift.first_time) writer.member("time", text::time_text(*drift.first_time));
    writer.end_object().key("last").begin_object();
    writer.member("document", drift.last_document).member("line", drift.last_line);
    if (drift.last_time) writer.member("time", text::time_text(*drift.last_time));
    writer.end_object();
    if (!drift.days.empty()) {
        writer.key("days").begin_object();
        for (const auto& [day, documents] : drift.days) writer.member(check::date_text(day), documents);
        writer.end_object();
    }
    if (const auto* entry = check.baseline == nullptr ? nullptr : check.baseline->find(drift)) {
        writer.key("accepted").begin_object().member("reason", entry->reason).end_object();
    }
    writer.end_object();
}

void write_stale(Writer& writer, const Report& check) {
    if (check.baseline == nullptr) return;
    writer.key("stale").begin_array();
    for (const auto& [operation, path, rule] : check.baseline->stale(check.tally.sum())) {
        writer.begin_object();
        write_operation_name(writer, operation);
        writer.member("rule", schema::rule_name(rule)).member("path", path).end_object();
    }
    writer.end_array();
}

void write_rules(Writer& writer, const check::Sum& sum) {
    writer.key("rules").begin_array();
    for (const auto& [key, rule] : sum.rules) {
        writer.begin_object().member("rule", schema::rule_name(key.second));
        writer.member("severity", check::severity_name(key.first));
        writer.member("documents", rule.documents).member("occurrences", rule.occurrences);
        writer.member("paths", rule.paths.size()).key("more_paths").boolean(rule.more_paths).end_object();
    }
    writer.end_array();
}

void write_head(Writer& writer, const Report& check) {
    writer.member("understudy", UNDERSTUDY_VERSION);
    writer.member("api", check.scope.api);
    writer.key("contract").begin_object();
    writer.member("title", check.scope.title);
    writer.member("version", check.scope.version);
    writer.member("sha256", check.scope.sha256);
    writer.end_object();
    writer.member("documents", check.tally.documents());
    writer.member("conforming", check.tally.conforming());
}

void write_field(Writer& writer, const check::FieldCoverage& field) {
    writer.begin_object().member("documents", field.documents);
    if (field.nullable) writer.member("nulls", field.nulls);
    if (!field.values.empty()) {
        writer.key("values").begin_object();
        for (const auto& [value, documents] : field.values) writer.member(value, documents);
        writer.end_object();
    }
    writer.end_object();
}

void write_statuses(Writer& writer, const std::map<unsigned, std::uint64_t>& statuses) {
    writer.key("statuses").begin_object();
    for (const auto& [status, documents] : statuses) writer.member(std::to_string(status), documents);
    writer.end_object();
}

void write_seen(Writer& writer, const check::Seen& seen) {
    writer.member("percent", seen.percent()).member("items", seen.items).member("seen", seen.seen);
}

void write_operations(Writer& writer, const check::Sum& sum) {
    writer.key("operations").begin_array();
    for (const auto& [name, operation] : sum.operations) {
        writer.begin_object();
        write_operation_name(writer, name);
        writer.member("documents", operation.documents).member("conforming", operation.conforming);
        write_statuses(writer, operation.statuses);
        write_seen(writer, check::seen(operation.coverage));
        writer.end_object();
    }
    writer.end_array();
}

void write_coverage(Writer& writer, const Report& check) {
    const check::Sum& sum = check.tally.sum();
    writer.key("coverage").begin_object();
    write_seen(writer, sum.seen());
    write_statuses(writer, sum.statuses);
    writer.key("responses").begin_object();
    for (const auto& [name, operation] : sum.operations)
        for (const auto& [status, response] : operation.coverage) {
            writer.key(has_operations(check) ? operation_title(check, name) + " " + status : status);
            writer.begin_object().member("documents", response.documents).key("fields").begin_object();
            for (const auto& [path, field] : response.fields) {
                writer.key(path);
                write_field(writer, field);
            }
            writer.end_object().end_object();
        }
    writer.end_object().end_object();
}

void write_unchecked(Writer& writer, const check::Sum& sum) {
    if (sum.unchecked.empty()) return;
    writer.key("unchecked").begin_array();
    for (const auto& [kind, unchecked] : sum.unchecked) {
        writer.begin_object().member("kind", intake::unchecked_kind(kind).name);
        writer.member("count", unchecked.count).key("places").begin_array();
        for (const auto& [document, why] : unchecked.places) {
            writer.begin_object().member("document", document);
            if (!why.empty()) writer.member("why", why);
            writer.end_object();
        }
        writer.end_array().end_object();
    }
    writer.end_array();
}

void write_faults(Writer& writer, const check::Tally& tally) {
    if (tally.faults().empty()) return;
    writer.key("faults").begin_array();
    for (const intake::FetchFault& fault : tally.faults())
        writer.begin_object()
            .member("verdict", intake::verdict_name(fault.verdict))
            .member("document", fault.document)
            .member("detail", fault.detail)
            .end_object();
    writer.end_array();
}

} // namespace

void write_json(const Report& check, std::ostream& out) {
    std::string text;
    Writer writer(text);
    writer.begin_object();
    write_head(writer, check);
    writer.key("findings").begin_array();
    for (const Finding& finding : check.tally.findings()) {
        write_finding(writer, finding);
        if (text.size() < kFlushed) continue;
        out << text;
        text.clear();
    }
    writer.end_array().key("drift").begin_array();
    for (const Drift& drift : check.tally.drift()) write_drift(writer, drift, check);
    writer.end_array();
    write_stale(writer, check);
    write_rules(writer, check.tally.sum());
    write_operations(writer, check.tally.sum());
    write_coverage(writer, check);
    write_unchecked(writer, check.tally.sum());
    write_faults(writer, check.tally);
    writer.end_object();
    out << text << "\n";
}

void write_ndjson(const check::Finding& finding, std::ostream& out) {
    std::string text;
    Writer writer(text, 0);
    write_finding(writer, finding);
    out << text << "\n";
}

} // namespace understudy::report
