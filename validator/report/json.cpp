#include <ostream>
#include <string_view>

#include "validator/drift/change.hpp"
#include "validator/json/writer.hpp"
#include "validator/report/report.hpp"

#ifndef UNDERSTUDY_VERSION
#error "UNDERSTUDY_VERSION comes from the build"
#endif

namespace understudy::report {
namespace {

using drift::Drift;
using drift::Finding;
using json::Writer;

constexpr std::size_t kFlushed = std::size_t{1} << 16;

void write_finding(Writer& writer, const Finding& finding) {
    writer.begin_object();
    writer.member("rule", schema::rule_name(finding.rule));
    writer.member("severity", drift::severity_name(finding.severity));
    writer.member("document", finding.document);
    writer.member("pointer", finding.pointer);
    writer.member("path", finding.path);
    writer.member("line", finding.place.line);
    writer.member("column", finding.place.column);
    writer.member("expected", finding.expected);
    writer.member("found", finding.found);
    writer.member("evidence", schema::evidence_name(finding.evidence));
    writer.member("message", finding.message());
    writer.end_object();
}

void write_drift(Writer& writer, const Drift& drift) {
    writer.begin_object();
    writer.member("rule", schema::rule_name(drift.first.rule));
    writer.member("path", drift.first.path);
    writer.member("severity", drift::severity_name(drift.first.severity));
    writer.member("change", drift::change_name(drift::note(drift.first.rule).change));
    writer.member("documents", drift.documents);
    writer.member("occurrences", drift.occurrences);
    writer.key("values").begin_array();
    for (const std::string& value : drift.values) writer.string(value);
    writer.end_array().end_object();
}

void write_head(Writer& writer, const Check& check) {
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

void write_coverage(Writer& writer, const drift::Tally& tally) {
    writer.key("coverage").begin_object().key("statuses").begin_object();
    for (const auto& [status, documents] : tally.statuses()) writer.member(std::to_string(status), documents);
    writer.end_object().end_object();
}

} // namespace

void write_json(const Check& check, std::ostream& out) {
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
    for (const Drift& drift : check.tally.drift()) write_drift(writer, drift);
    writer.end_array();
    write_coverage(writer, check.tally);
    writer.end_object();
    out << text << "\n";
}

void write_ndjson(const drift::Finding& finding, std::ostream& out) {
    std::string text;
    Writer writer(text, 0);
    write_finding(writer, finding);
    out << text << "\n";
}

} // namespace understudy::report
