#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/prettywriter.h>

#include <ostream>
#include <string_view>

#include "validator/json/utf8.hpp"
#include "validator/report/printable.hpp"
#include "validator/report/report.hpp"

#ifndef UNDERSTUDY_VERSION
#error "UNDERSTUDY_VERSION comes from the build"
#endif

namespace understudy::report {
namespace {

using drift::Drift;
using drift::Finding;

using Writer = rapidjson::PrettyWriter<rapidjson::OStreamWrapper>;

// A file's name may be any bytes; JSON is UTF-8 (RFC 8259 §8.1).
void string(Writer& writer, std::string_view value) {
    if (json::find_invalid_utf8(value) != value.size()) return string(writer, json::well_formed(value));
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void text(Writer& writer, std::string_view key, std::string_view value) {
    writer.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
    string(writer, value);
}

void number(Writer& writer, std::string_view key, std::uint64_t value) {
    writer.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
    writer.Uint64(value);
}

void write_finding(Writer& writer, const Finding& finding) {
    writer.StartObject();
    text(writer, "rule", schema::rule_name(finding.rule));
    text(writer, "severity", drift::severity_name(finding.severity));
    text(writer, "document", finding.document);
    text(writer, "pointer", finding.pointer);
    text(writer, "path", finding.path);
    number(writer, "line", finding.place.line);
    number(writer, "column", finding.place.column);
    text(writer, "expected", finding.expected);
    text(writer, "found", finding.found);
    text(writer, "evidence", schema::evidence_name(finding.evidence));
    text(writer, "message", finding.message());
    writer.EndObject();
}

void write_drift(Writer& writer, const Drift& drift) {
    writer.StartObject();
    text(writer, "rule", schema::rule_name(drift.first.rule));
    text(writer, "path", drift.first.path);
    text(writer, "severity", drift::severity_name(drift.first.severity));
    number(writer, "documents", drift.documents);
    number(writer, "occurrences", drift.occurrences);
    writer.Key("values");
    writer.StartArray();
    for (const std::string& value : drift.values) string(writer, value);
    writer.EndArray();
    writer.EndObject();
}

void write_contract(Writer& writer, const contract::Contract& contract) {
    writer.Key("contract");
    writer.StartObject();
    text(writer, "title", contract.title());
    text(writer, "version", contract.version());
    text(writer, "sha256", contract.sha256());
    writer.EndObject();
}

void write_coverage(Writer& writer, const drift::Tally& tally) {
    writer.Key("coverage");
    writer.StartObject();
    writer.Key("statuses");
    writer.StartObject();
    for (const auto& [status, documents] : tally.statuses())
        number(writer, std::to_string(status), documents);
    writer.EndObject();
    writer.EndObject();
}

} // namespace

void write_json(const Check& check, std::ostream& out) {
    rapidjson::OStreamWrapper stream(out);
    Writer writer(stream);
    writer.SetIndent(' ', 2);
    writer.StartObject();
    text(writer, "understudy", UNDERSTUDY_VERSION);
    text(writer, "api", check.contract.name());
    write_contract(writer, check.contract);
    number(writer, "documents", check.tally.documents());
    number(writer, "conforming", check.tally.conforming());
    writer.Key("findings");
    writer.StartArray();
    for (const Finding& finding : check.tally.findings()) write_finding(writer, finding);
    writer.EndArray();
    writer.Key("drift");
    writer.StartArray();
    for (const Drift& drift : check.tally.drift()) write_drift(writer, drift);
    writer.EndArray();
    write_coverage(writer, check.tally);
    writer.EndObject();
    out << "\n";
}

} // namespace understudy::report
