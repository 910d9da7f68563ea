#include "validator/drift/summary.hpp"

#include <algorithm>
#include <utility>

#include "validator/contract/own_format.hpp"
#include "validator/json/number.hpp"
#include "validator/json/writer.hpp"

namespace understudy::drift {
namespace {

using json::Value;
using json::Writer;

constexpr text::Time kDay = 86'400'000;

void write_drift(Writer& writer, const check::DriftKey& key, const check::Drift& drift) {
    writer.begin_object().member("api", key.operation.api).member("operation", key.operation.operation);
    writer.member("path", key.path);
    writer.member("documents", drift.documents).member("occurrences", drift.occurrences);
    writer.key("values").begin_array();
    for (const std::string& value : drift.values) writer.string(value);
    writer.end_array().key("more_values").boolean(drift.more_values);
    if (!drift.kinds.empty()) {
        writer.key("kinds").begin_array();
        for (const std::string& kind : drift.kinds) writer.string(kind);
        writer.end_array();
    }
    if (drift.most != 0) writer.member("most", drift.most);
    const check::Finding& first = drift.first;
    writer.key("first").begin_object().member("document", first.document);
    writer.member("line", first.place.line).member("column", first.place.column);
    if (!first.item.empty()) writer.member("item", first.item);
    writer.member("pointer", first.pointer).member("expected", first.expected).member("found", first.found);
    writer.member("evidence", schema::evidence_name(first.evidence));
    if (drift.first_time) writer.member("time", text::time_text(*drift.first_time));
    writer.end_object().key("last").begin_object();
    writer.member("document", drift.last_document).member("line", drift.last_line);
    if (drift.last_time) writer.member("time", text::time_text(*drift.last_time));
    writer.end_object();
    if (!drift.days.empty()) {
        writer.key("days").begin_object();
        for (const auto& [day, documents] : drift.days) writer.member(check::date_text(day), documents);
        writer.end_object().key("more_days").boolean(drift.more_days);
    }
    writer.end_object();
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

void write_coverage(Writer& writer, const check::Coverage& coverage) {
    writer.key("coverage").begin_object();
    for (const auto& [status, response] : coverage) {
        writer.key(status)
            .begin_object()
            .member("documents", response.documents)
            .key("fields")
            .begin_object();
        for (const auto& [path, field] : response.fields) {
            writer.key(path);
            write_field(writer, field);
        }
        writer.end_object().end_object();
    }
    writer.end_object();
}

void write_statuses(Writer& writer, const std::map<unsigned, std::uint64_t>& statuses) {
    writer.key("statuses").begin_object();
    for (const auto& [status, documents] : statuses) writer.member(std::to_string(status), documents);
    writer.end_object();
}

void write_operations(Writer& writer, const check::Sum& sum) {
    writer.key("operations").begin_array();
    for (const auto& [name, operation] : sum.operations) {
        writer.begin_object().member("api", name.api).member("operation", name.operation);
        writer.member("documents", operation.documents).member("conforming", operation.conforming);
        write_statuses(writer, operation.statuses);
        write_coverage(writer, operation.coverage);
        writer.end_object();
    }
    writer.end_array();
}

void write_unchecked(Writer& writer, const check::Sum& sum) {
    if (sum.unchecked.empty()) return;
    writer.key("unchecked").begin_array();
    for (const auto& [kind, unchecked] : sum.unchecked) {
        writer.begin_object().member("kind", intake::unchecked_kind(kind).name);
        writer.member("count", unchecked.count).key("places").begin_array();
        for (const auto& [document, why] : unchecked.places)
            writer.begin_object().member("document", document).member("why", why).end_object();
        writer.end_array().end_object();
    }
    writer.end_array();
}

// ---- Reading. The format has been checked, so every member is there

std::uint64_t number(const Value* value) {
    return value == nullptr ? 0 : json::to_unsigned(value->text).value_or(0);
}

std::string text_of(const Value& object, std::string_view name) {
    return std::string(object.find(name)->text);
}

std::optional<text::Time> time(const Value& object) {
    const Value* value = object.find("time");
    return value == nullptr ? std::nullopt : text::parse_time(value->text);
}

check::Drift read_drift(const Value& value) {
    check::Drift drift;
    drift.documents = number(value.find("documents"));
    drift.occurrences = number(value.find("occurrences"));
    for (const Value& each : value.find("values")->elements) drift.values.emplace(each.text);
    drift.more_values = value.find("more_values")->boolean;
    if (const Value* kinds = value.find("kinds"))
        for (const Value& each : kinds->elements) drift.kinds.emplace(each.text);
    drift.most = number(value.find("most"));
    const Value& first = *value.find("first");
    drift.first.operation = {text_of(value, "api"), text_of(value, "operation")};
    drift.first.path = text_of(value, "path");
    drift.first.document = text_of(first, "document");
    drift.first.place.line = number(first.find("line"));
    drift.first.place.column = number(first.find("column"));
    drift.first.pointer = text_of(first, "pointer");
    if (first.find("item") != nullptr) drift.first.item = text_of(first, "item");
    drift.first.expected = text_of(first, "expected");
    drift.first.found = text_of(first, "found");
    drift.first.evidence = *schema::parse_evidence(first.find("evidence")->text);
    drift.first_time = time(first);
    const Value& last = *value.find("last");
    drift.last_document = text_of(last, "document");
    drift.last_line = number(last.find("line"));
    drift.last_time = time(last);
    if (const Value* days = value.find("days"))
        for (const auto& [day, documents] : days->members)
            if (const auto start = text::parse_time(std::string(day) + "T00:00:00Z"))
                drift.days[static_cast<std::int32_t>(*start / kDay)] = number(&documents);
    if (const Value* more = value.find("more_days")) drift.more_days = more->boolean;
    return drift;
}

void read_rule(const json::Document& document, const Value& value, const std::string& pointer,
               check::Sum& sum) {
    const Value& name = *value.find("rule");
    const auto rule = schema::parse_rule(name.text);
    if (!rule)
        throw document.error(name, pointer + "/rule",
                             "expected the name of a rule; found \"" + std::string(name.text) + "\"");
    const check::Severity severity = *check::parse_severity(value.find("severity")->text);
    check::RuleSum read;
    read.documents = number(value.find("documents"));
    read.occurrences = number(value.find("occurrences"));
    read.more_paths = value.find("more_paths")->boolean;
    for (const Value& each : value.find("paths")->elements) {
        check::Drift drift = read_drift(each);
        drift.first.rule = *rule;
        drift.first.severity = severity;
        check::DriftKey key{drift.first.operation, drift.first.path};
        read.paths.insert_or_assign(std::move(key), std::move(drift));
    }
    sum.rules[{severity, *rule}].add(std::move(read));
}

check::FieldCoverage read_field(const Value& value) {
    check::FieldCoverage field;
    field.documents = number(value.find("documents"));
    const Value* nulls = value.find("nulls");
    field.nullable = nulls != nullptr;
    field.nulls = number(nulls);
    if (const Value* values = value.find("values"))
        for (const auto& [name, documents] : values->members)
            field.values[std::string(name)] = number(&documents);
    return field;
}

std::map<unsigned, std::uint64_t> read_statuses(const Value& holder) {
    std::map<unsigned, std::uint64_t> statuses;
    for (const auto& [status, documents] : holder.find("statuses")->members)
        statuses[static_cast<unsigned>(json::to_unsigned(status).value_or(0))] += number(&documents);
    return statuses;
}

check::OperationSum read_operation(const Value& value) {
    check::OperationSum operation;
    operation.documents = number(value.find("documents"));
    operation.conforming = number(value.find("conforming"));
    operation.statuses = read_statuses(value);
    for (const auto& [status, response] : value.find("coverage")->members) {
        check::ResponseCoverage& read = operation.coverage[std::string(status)];
        read.documents = number(response.find("documents"));
        for (const auto& [path, field] : response.find("fields")->members)
            read.fields[std::string(path)] = read_field(field);
    }
    return operation;
}

void read_unchecked(const json::Document& document, const Value& value, const std::string& pointer,
                    check::Sum& sum) {
    const auto kind = intake::parse_unchecked(value.find("kind")->text);
    if (!kind)
        throw document.error(value, pointer + "/kind",
                             "expected the name of a kind; found \"" + text_of(value, "kind") + "\"");
    check::UncheckedSum read;
    read.count = number(value.find("count"));
    for (const Value& each : value.find("places")->elements)
        read.places.emplace(text_of(each, "document"), text_of(each, "why"));
    sum.unchecked[*kind].add(read);
}

} // namespace

std::string write_summary(const Scope& scope, const check::Sum& sum) {
    std::string text;
    Writer writer(text);
    writer.begin_object().member("understudy_summary", 1).key("scope").begin_object();
    writer.member("api", scope.api).member("title", scope.title).member("version", scope.version);
    writer.member("sha256", scope.sha256).member("method", scope.method).member("path", scope.path);
    writer.end_object().member("documents", sum.documents).member("conforming", sum.conforming);
    write_statuses(writer, sum.statuses);
    writer.key("rules").begin_array();
    for (const auto& [key, rule] : sum.rules) {
        writer.begin_object().member("rule", schema::rule_name(key.second));
        writer.member("severity", check::severity_name(key.first)).member("documents", rule.documents);
        writer.member("occurrences", rule.occurrences).key("more_paths").boolean(rule.more_paths);
        writer.key("paths").begin_array();
        for (const auto& [key_of_drift, drift] : rule.paths) write_drift(writer, key_of_drift, drift);
        writer.end_array().end_object();
    }
    writer.end_array();
    write_operations(writer, sum);
    write_unchecked(writer, sum);
    if (sum.is_partial) writer.key("partial").boolean(true);
    writer.end_object();
    return text + "\n";
}

Summary read_summary(std::string file, std::string text) {
    const auto document =
        contract::parse_own_document("summary.schema.json", std::move(file), std::move(text));
    const Value& root = document->root();
    const Value& scope = *root.find("scope");
    Summary summary;
    summary.scope = {text_of(scope, "api"),    text_of(scope, "title"),  text_of(scope, "version"),
                     text_of(scope, "sha256"), text_of(scope, "method"), text_of(scope, "path")};
    check::Sum& sum = summary.sum;
    sum.documents = number(root.find("documents"));
    sum.conforming = number(root.find("conforming"));
    sum.statuses = read_statuses(root);
    const auto& rules = root.find("rules")->elements;
    for (std::size_t i = 0; i < rules.size(); ++i)
        read_rule(*document, rules[i], "/rules/" + std::to_string(i), sum);
    for (const Value& each : root.find("operations")->elements)
        sum.operations[{text_of(each, "api"), text_of(each, "operation")}].add(read_operation(each));
    sum.is_partial = root.find("partial") != nullptr;
    if (const Value* unchecked = root.find("unchecked"))
        for (std::size_t i = 0; i < unchecked->elements.size(); ++i)
            read_unchecked(*document, unchecked->elements[i], "/unchecked/" + std::to_string(i), sum);
    return summary;
}

} // namespace understudy::drift
