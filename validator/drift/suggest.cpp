#include "validator/drift/suggest.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "validator/check/checker.hpp"
#include "validator/contract/json_path.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/json/write.hpp"
#include "validator/json/writer.hpp"
#include "validator/schema/dialect/keyword_table.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/json_pointer.hpp"

namespace understudy::drift {
namespace {

using json::Kind;
using json::Value;
using schema::Rule;
using schema::SchemaPlace;

// A string literal of JSONPath (RFC 9535 §2.3.1.1).
std::string single_quoted(std::string_view text) {
    std::string shown = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') shown += '\\';
        shown += c;
    }
    return shown + "'";
}

// Whether a value is shown as it was, as JSON, and not described.
bool is_literal(const std::string& shown) {
    return shown.starts_with('"') || shown == "true" || shown == "false" ||
           shown.find_first_not_of("+-.0123456789eE") == std::string::npos;
}

struct Action {
    std::string target;
    std::string update; // JSON; empty: remove
    std::string evidence;
};

class Suggest {
public:
    Suggest(const contract::Contract& contract, const check::Sum& sum) : contract_(contract), sum_(sum) {}

    Suggestion make() {
        for (const check::Drift& drift : sum_.drift()) {
            if (!find_operation(drift.first.operation)) continue;
            done_ = false;
            answer(drift);
            if (!done_)
                notes_.push_back(std::string(schema::rule_name(drift.first.rule)) + " at " +
                                 (drift.first.path.empty() ? "(body)" : drift.first.path) +
                                 ": no change to the contract makes this conform");
        }
        for (const auto& [key, rule] : sum_.rules)
            if (rule.more_paths)
                notes_.push_back(std::string(schema::rule_name(key.second)) +
                                 ": there were more paths than Understudy keeps");
        if (actions_.empty()) actions_.push_back({"$", "{}", "Nothing to change."}); // there must be one
        return {text(), notes_};
    }

private:
    // ---- Where in the contract

    // False if the operation is of another contract.
    bool find_operation(const check::OperationName& name) {
        if (!name.api.empty() && name.api != contract_.name()) return false;
        const std::vector<contract::Route>& routes = contract_.routes();
        const auto found = std::find_if(routes.begin(), routes.end(), [&](const contract::Route& each) {
            return check::Checker::name_of(contract_.operation(each), name.api) == name;
        });
        const auto seen = sum_.operations.find(name);
        if (found == routes.end() || seen == sum_.operations.end()) return false;
        operation_ = &contract_.operation(*found);
        coverage_ = &seen->second.coverage;
        documents_ = seen->second.documents;
        return true;
    }

    // The schemas of a path in every response that was seen, in this document.
    std::vector<SchemaPlace> places(std::string_view path) const {
        std::vector<SchemaPlace> found;
        for (const contract::Response& response : operation_->responses) {
            const auto seen = coverage_->find(response.status);
            if (seen == coverage_->end() || seen->second.documents == 0 ||
                response.schema_place.value == nullptr)
                continue;
            walk(response.schema_place, path, found);
        }
        std::erase_if(found, [&](const SchemaPlace& place) {
            return place.resource->document.get() != &contract_.document();
        });
        return found;
    }

    void walk(const SchemaPlace& start, std::string_view path, std::vector<SchemaPlace>& found) const {
        const SchemaPlace place = contract_.registry().follow_if_possible(start);
        const auto is_same = [&](const SchemaPlace& each) { return each.value == place.value; };
        for (const char* word : {"allOf", "anyOf", "oneOf"})
            if (const SchemaPlace parts = place.member(word); parts.value != nullptr && depth_ < kDeepest)
                for (std::size_t i = 0; i < parts.value->elements.size(); ++i) {
                    ++depth_;
                    walk(parts.element(i), path, found);
                    --depth_;
                }
        if (path.empty()) {
            if (std::none_of(found.begin(), found.end(), is_same)) found.push_back(place);
            return;
        }
        if (path.starts_with("[]")) {
            path.remove_prefix(2);
            if (path.starts_with('.')) path.remove_prefix(1);
            if (const SchemaPlace items = place.member("items"); items.value != nullptr)
                walk(items, path, found);
            return;
        }
        const SchemaPlace properties = place.member("properties");
        if (properties.value == nullptr) return;
        // A name may have a dot in it, so every documented name that fits is tried.
        for (const json::Member& member : properties.value->members) {
            if (!path.starts_with(member.name)) continue;
            std::string_view rest = path.substr(member.name.size());
            if (!rest.empty() && !rest.starts_with('.') && !rest.starts_with("[]")) continue;
            if (rest.starts_with('.')) rest.remove_prefix(1);
            walk(properties.member(member.name), rest, found);
        }
    }

    // The path of the object around a property, and the property's name.
    static std::pair<std::string, std::string> split(const std::string& path) {
        const std::size_t dot = path.rfind('.');
        return dot == std::string::npos ? std::pair(std::string(), path)
                                        : std::pair(path.substr(0, dot), path.substr(dot + 1));
    }

    std::string path_of(const std::string& pointer) const {
        return contract::json_path(contract_.document().root(), pointer);
    }

    // ---- What to do

    void add(const std::string& target, std::string update, const check::Drift& drift) {
        done_ = true;
        const auto present = sum_.present(drift).value_or(documents_);
        const std::string evidence = std::string(schema::rule_name(drift.first.rule)) + " in " +
                                     std::to_string(drift.documents) + " of " + std::to_string(present) +
                                     " documents";
        if (seen_.emplace(target, update).second) actions_.push_back({target, std::move(update), evidence});
    }

    void remove(const SchemaPlace& place, std::string_view keyword, const check::Drift& drift) {
        if (place.value->find(keyword) != nullptr)
            add(path_of(place.pointer) + "['" + std::string(keyword) + "']", {}, drift);
    }

    void answer(const check::Drift& drift) {
        const check::Finding& first = drift.first;
        if (first.rule == Rule::status_undocumented) return add_statuses(drift);
        if (first.path.starts_with("(header) ")) return answer_header(drift);
        if (first.rule == Rule::link_broken) return remove_links(drift);
        if (first.rule == Rule::property_missing || first.rule == Rule::property_undocumented) {
            const auto [parent, name] = split(first.path);
            for (const SchemaPlace& place : places(parent))
                first.rule == Rule::property_missing ? drop_required(place, name, drift)
                                                     : add_property(place, name, drift);
            return;
        }
        for (const SchemaPlace& place : places(first.path)) answer_value(place, drift);
    }

    void answer_value(const SchemaPlace& place, const check::Drift& drift) {
        switch (drift.first.rule) {
            case Rule::null_unexpected:
                return add_types(place, {"null"}, drift);
            case Rule::type_mismatch:
                return add_types(place, drift.kinds, drift);
            case Rule::enum_unknown_value:
                return add_values(place, "enum", drift);
            case Rule::value_unlisted:
                return add_values(place, "x-known-values", drift);
            case Rule::length_exceeded:
                if (drift.most == 0 || place.value->find("maxLength") == nullptr)
                    return remove(place, "maxLength", drift);
                return add(path_of(place.pointer), "{\"maxLength\":" + std::to_string(drift.most) + "}",
                           drift);
            default:
                return remove_broken(place, drift);
        }
    }

    // Removes the keywords that the responses break.
    void remove_broken(const SchemaPlace& place, const check::Drift& drift) {
        for (const schema::Keyword& keyword : schema::keywords())
            if (keyword.rule == drift.first.rule && keyword.answer == schema::Answer::removed)
                remove(place, keyword.word, drift);
    }

    bool is_openapi_3_0() const {
        return contract_.document().root().find("openapi")->text.starts_with("3.0");
    }

    void add_types(const SchemaPlace& place, const std::set<std::string>& kinds, const check::Drift& drift) {
        const Value* type = place.value->find("type");
        std::vector<std::string> types;
        if (type != nullptr && type->is(Kind::string)) types.emplace_back(type->text);
        if (type != nullptr)
            for (const Value& each : type->elements) types.emplace_back(each.text);
        const std::size_t before = types.size();
        const std::string path = path_of(place.pointer);
        // Several drifts may add to one type, so all additions are kept and the last action has all of them.
        std::set<std::string>& added = types_added_[place.value];
        for (const std::string& kind : kinds) added.insert(kind.substr(0, kind.find(' ')));
        const bool has_null = added.contains("null");
        for (const std::string& each : added)
            if (std::find(types.begin(), types.end(), each) == types.end()) types.push_back(each);
        if (is_openapi_3_0()) {
            if (has_null) add(path, R"({"nullable":true})", drift);
            if (kinds.size() > (kinds.contains("null") ? 1U : 0U)) remove(place, "type", drift);
        } else if (before != 0) {
            std::string list;
            for (const std::string& each : types) list += (list.empty() ? "" : ",") + json::quoted(each);
            add(path + "['type']", {}, drift);
            add(path, "{\"type\":[" + list + "]}", drift);
        }
        if (has_null && place.value->find("enum") != nullptr) add(path + "['enum']", "null", drift);
        if (has_null && place.value->find("const") != nullptr) remove(place, "const", drift);
    }

    void add_values(const SchemaPlace& place, const char* keyword, const check::Drift& drift) {
        if (place.value->find(keyword) == nullptr) return;
        const bool is_known =
            !drift.more_values && std::all_of(drift.values.begin(), drift.values.end(), is_literal);
        if (!is_known) return remove(place, keyword, drift);
        for (const std::string& value : drift.values)
            add(path_of(place.pointer) + "['" + keyword + "']", value, drift);
    }

    void drop_required(const SchemaPlace& place, const std::string& name, const check::Drift& drift) {
        const Value* required = place.value->find("required");
        if (required == nullptr) return;
        for (const Value& each : required->elements)
            if (each.text == name)
                add(path_of(place.pointer) + "['required'][?(@ == " + single_quoted(name) + ")]", {}, drift);
    }

    void add_property(const SchemaPlace& place, const std::string& name, const check::Drift& drift) {
        if (place.value->find("properties") == nullptr &&
            place.value->find("additionalProperties") == nullptr)
            return;
        const std::string path = path_of(place.pointer);
        if (name.starts_with("(a name of ") || name.ends_with("]")) // the name is masked
            return add(path + "['additionalProperties']", {}, drift),
                   add(path, R"({"additionalProperties":true})", drift);
        const std::string added = "{" + json::quoted(name) + ":" + schema_of(drift) + "}";
        add(path, "{\"properties\":" + added + "}", drift);
    }

    // The schema of the values that were seen: their types, and their format if all have the same one.
    std::string schema_of(const check::Drift& drift) const {
        std::set<std::string> types, formats;
        bool all_have_formats = true;
        for (const std::string& kind : drift.kinds) {
            const std::size_t space = kind.find(' ');
            types.insert(kind.substr(0, space));
            if (space != std::string::npos) formats.insert(kind.substr(space + 1));
            all_have_formats = all_have_formats && (space != std::string::npos || kind != "string");
        }
        const bool is_nullable = types.contains("null");
        if (types.contains("number")) types.erase("integer");
        if (is_openapi_3_0()) types.erase("null");
        std::string text = "{";
        if (types.size() == 1)
            text += "\"type\":" + json::quoted(*types.begin());
        else if (types.size() > 1 && !is_openapi_3_0()) {
            text += "\"type\":[";
            for (const std::string& type : types)
                text += (type == *types.begin() ? "" : ",") + json::quoted(type);
            text += "]";
        }
        if (is_nullable && is_openapi_3_0())
            text += std::string(text.size() > 1 ? "," : "") + "\"nullable\":true";
        if (formats.size() == 1 && all_have_formats)
            text += std::string(text.size() > 1 ? "," : "") + "\"format\":" + json::quoted(*formats.begin());
        return text + "}";
    }

    // ---- Of the operation

    // Where it stands: `/paths/~1runs/get`. Empty where it is behind a reference.
    std::string operation_pointer() const {
        std::string pointer = "/paths";
        text::append_token(pointer, operation_->path);
        text::append_token(pointer, text::to_lower(operation_->method));
        return contract_.document().at(pointer + "/responses") == nullptr ? std::string() : pointer;
    }

    void add_statuses(const check::Drift& drift) {
        const std::string pointer = operation_pointer();
        if (pointer.empty() || drift.more_values) return;
        for (const std::string& value : drift.values) {
            const std::string status = value.substr(value.rfind(' ') + 1);
            const bool is_status = status.size() == 3 && status.front() >= '1' && status.front() <= '5';
            if (is_status)
                add(path_of(pointer + "/responses"),
                    "{" + json::quoted(status) + R"(:{"description":"Seen."}})", drift);
        }
    }

    void remove_links(const check::Drift& drift) {
        const std::string pointer = operation_pointer();
        const Value* links = pointer.empty() ? nullptr : contract_.document().at(pointer + "/x-links");
        if (links == nullptr) return;
        for (const Value& each : links->elements)
            if (schema::Link::parse(each.text).left == drift.first.path)
                add(path_of(pointer + "/x-links") + "[?(@ == " + single_quoted(each.text) + ")]", {}, drift);
    }

    void answer_header(const check::Drift& drift) {
        const std::string name = drift.first.path.substr(std::string("(header) ").size());
        const std::string pointer = operation_pointer();
        if (pointer.empty()) return;
        const SchemaPlace responses = contract_.registry().at(
            *operation_->responses.front().schema_place.resource, pointer + "/responses");
        for (const auto& [status, value] : responses.value->members) {
            const auto seen = coverage_->find(std::string(status));
            const bool may_be_it = seen != coverage_->end();
            if (!may_be_it) continue;
            const SchemaPlace response = contract_.registry().follow(responses.member(status));
            if (drift.first.rule == Rule::content_type_unexpected) {
                add_media_types(response, drift);
                continue;
            }
            const SchemaPlace headers = response.member("headers");
            if (headers.value == nullptr) continue;
            for (const json::Member& member : headers.value->members)
                if (contract::is_same_field(member.name, name))
                    answer_header(contract_.registry().follow(headers.member(member.name)), drift);
        }
    }

    void answer_header(const SchemaPlace& header, const check::Drift& drift) {
        if (header.resource->document.get() != &contract_.document()) return;
        if (drift.first.rule == Rule::header_missing) return remove(header, "required", drift);
        remove(header, "schema", drift);
        remove(header, "content", drift);
        if (header.value->find("schema") != nullptr) add(path_of(header.pointer), R"({"schema":{}})", drift);
    }

    void add_media_types(const SchemaPlace& response, const check::Drift& drift) {
        if (response.value->find("content") == nullptr ||
            response.resource->document.get() != &contract_.document())
            return;
        for (const std::string& value : drift.values) {
            const std::string range = value.find('/') != std::string::npos ? value : "*/*";
            add(path_of(response.pointer) + "['content']", "{" + json::quoted(range) + ":{}}", drift);
        }
    }

    // ---- The document

    std::string text() const {
        std::string text;
        json::Writer writer(text);
        writer.begin_object().member("overlay", "1.0.0").key("info").begin_object();
        writer.member("title", "Observed responses of " + contract_.title());
        writer.member("version", contract_.version()).end_object();
        writer.key("actions").begin_array();
        for (const Action& action : actions_) {
            writer.begin_object().member("target", action.target).member("description", action.evidence);
            if (action.update.empty()) {
                writer.key("remove").boolean(true);
            } else {
                const json::Document update = json::Document::parse("update", action.update);
                writer.key("update").value(update.root());
            }
            writer.end_object();
        }
        writer.end_array().end_object();
        return text + "\n";
    }

    static constexpr int kDeepest = 40;

    const contract::Contract& contract_;
    const check::Sum& sum_;
    // Of the drift at hand.
    const contract::Operation* operation_ = nullptr;
    const check::Coverage* coverage_ = nullptr;
    std::uint64_t documents_ = 0;
    std::vector<Action> actions_;
    std::set<std::pair<std::string, std::string>> seen_;
    std::map<const Value*, std::set<std::string>> types_added_;
    std::vector<std::string> notes_;
    bool done_ = false;
    mutable int depth_ = 0;
};

} // namespace

Suggestion suggest(const contract::Contract& contract, const check::Sum& sum) {
    return Suggest(contract, sum).make();
}

} // namespace understudy::drift
