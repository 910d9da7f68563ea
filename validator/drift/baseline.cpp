#include "validator/drift/baseline.hpp"

#include <algorithm>

#include "validator/contract/own_format.hpp"
#include "validator/json/writer.hpp"

namespace understudy::drift {
namespace {

using json::Value;
using schema::Rule;

// With these rules another value is another drift. Of other values only kind and length are shown.
bool is_by_value(Rule rule) {
    return rule == Rule::enum_unknown_value || rule == Rule::value_unlisted;
}

std::string text_of(const Value& object, std::string_view name) {
    const Value* value = object.find(name);
    return value == nullptr ? std::string() : std::string(value->text);
}

} // namespace

Baseline Baseline::parse(std::string file, std::string text) {
    const auto document =
        contract::parse_own_document("baseline.schema.json", std::move(file), std::move(text));
    const Value& root = document->root();
    Baseline baseline;
    baseline.file_ = document->file();
    baseline.api_ = text_of(root, "api");
    baseline.method_ = text_of(root, "method");
    baseline.path_ = text_of(root, "path");
    const auto& accepted = root.find("accepted")->elements;
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        const Value& each = accepted[i];
        const std::string pointer = "/accepted/" + std::to_string(i);
        const auto rule = schema::parse_rule(each.find("rule")->text);
        if (!rule)
            throw document->error(*each.find("rule"), pointer + "/rule",
                                  "expected the name of a rule; found \"" + text_of(each, "rule") + "\"");
        Entry entry;
        entry.reason = text_of(each, "reason");
        if (const Value* values = each.find("values")) {
            entry.values.emplace();
            for (const Value& value : values->elements) entry.values->emplace(value.text);
        }
        Key key{baseline.head(), text_of(each, "path"), *rule};
        if (each.find("api") != nullptr) key.operation.api = text_of(each, "api");
        if (each.find("operation") != nullptr) key.operation.operation = text_of(each, "operation");
        if (!baseline.entries_.emplace(std::move(key), std::move(entry)).second)
            throw document->error(each, pointer, "expected each rule and path once; found this one again");
    }
    return baseline;
}

Baseline Baseline::of(const Scope& scope, const check::Sum& sum, const Baseline* known, bool keeps_all) {
    Baseline baseline;
    baseline.api_ = scope.api;
    baseline.method_ = scope.method;
    baseline.path_ = scope.path;
    for (const check::Drift& drift : sum.drift()) {
        const Key key{drift.first.operation, drift.first.path, drift.first.rule};
        Entry& entry = baseline.entries_[key];
        if (is_by_value(drift.first.rule) && !drift.more_values) {
            if (!entry.values) entry.values.emplace();
            entry.values->insert(drift.values.begin(), drift.values.end());
        }
    }
    if (known != nullptr) baseline.keep(*known, known->stale(sum), keeps_all);
    return baseline;
}

void Baseline::keep(const Baseline& known, const std::vector<Key>& stale, bool keeps_all) {
    for (const auto& [key, before] : known.entries_) {
        const auto found = entries_.find(key);
        if (found == entries_.end()) {
            if (keeps_all || !std::binary_search(stale.begin(), stale.end(), key)) entries_[key] = before;
            continue;
        }
        Entry& entry = found->second;
        entry.reason = before.reason;
        if (!keeps_all) continue;
        if (entry.values && before.values)
            entry.values->insert(before.values->begin(), before.values->end());
        else
            entry.values.reset(); // all values
    }
}

std::string Baseline::write() const {
    std::string text;
    json::Writer writer(text);
    writer.begin_object().member("understudy_baseline", 1);
    writer.member("api", api_).member("method", method_).member("path", path_);
    writer.key("accepted").begin_array();
    for (const auto& [key, entry] : entries_) {
        writer.begin_object();
        if (key.operation.api != api_) writer.member("api", key.operation.api);
        if (key.operation.operation != head().operation) writer.member("operation", key.operation.operation);
        writer.member("rule", schema::rule_name(key.rule)).member("path", key.path);
        if (entry.values) {
            writer.key("values").begin_array();
            for (const std::string& value : *entry.values) writer.string(value);
            writer.end_array();
        }
        writer.member("reason", entry.reason).end_object();
    }
    writer.end_array().end_object();
    return text + "\n";
}

void Baseline::expect(const Scope& scope) const {
    const auto differs = [&](const char* name, const std::string& mine, const std::string& other) {
        if (mine != other && !other.empty() && !mine.empty()) // an archive is of any operation
            throw json::LoadError(file_, std::string("/") + name,
                                  "expected \"" + other + "\"; found \"" + mine + "\"");
    };
    differs("api", api_, scope.api);
    differs("method", method_, scope.method);
    differs("path", path_, scope.path);
}

check::OperationName Baseline::head() const {
    return {api_, path_.empty() ? "" : method_ + " " + path_};
}

const Baseline::Entry* Baseline::find(const check::Drift& drift) const {
    const auto entry = entries_.find({drift.first.operation, drift.first.path, drift.first.rule});
    if (entry == entries_.end()) return nullptr;
    const auto& accepted = entry->second.values;
    if (!accepted) return &entry->second;
    if (drift.more_values) return nullptr;
    for (const std::string& value : drift.values)
        if (!accepted->contains(value)) return nullptr;
    return &entry->second;
}

std::vector<Baseline::Key> Baseline::stale(const check::Sum& sum) const {
    if (sum.is_partial) return {};
    std::set<Key> occurring;
    std::set<Rule> unknown; // rules with more paths than are kept
    for (const auto& [key, rule] : sum.rules) {
        for (const auto& [place, drift] : rule.paths)
            occurring.insert({place.operation, place.path, key.second});
        if (rule.more_paths) unknown.insert(key.second);
    }
    std::vector<Key> list;
    for (const auto& [key, entry] : entries_)
        if (!occurring.contains(key) && !unknown.contains(key.rule) &&
            sum.operations.contains(key.operation) && sum.present(key.operation, key.path, key.rule) != 0U)
            list.push_back(key);
    return list;
}

std::uint64_t Baseline::count_from(check::Severity severity, const check::Sum& sum) const {
    std::uint64_t count = sum.count_from(severity);
    for (const auto& [key, rule] : sum.rules)
        if (key.first >= severity)
            for (const auto& [path, drift] : rule.paths)
                if (find(drift) != nullptr) count -= drift.occurrences;
    return count;
}

} // namespace understudy::drift
