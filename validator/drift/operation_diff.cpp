#include "validator/drift/operation_diff.hpp"

#include <algorithm>
#include <array>

namespace understudy::drift {

using schema::Rule;
using Verdict = Difference::Kind;

namespace {

using Places = std::map<std::string, Place>;

// By place and name. A path's parameter is known by its position: its name is in no message.
Places parameters_of(const OperationPlace& operation) {
    Places all;
    for (const Place& holder : {operation.item, operation.operation}) {
        if (!holder.is_there()) continue;
        const schema::SchemaPlace list = holder.at.member("parameters");
        if (list.value == nullptr) continue;
        for (std::size_t i = 0; i < list.value->elements.size(); ++i) {
            const Place each{holder.side, holder.side->follow(list.element(i))};
            const std::string in = each.text("in");
            std::string name = each.text("name");
            if (in == "header") name = field_key(name);
            if (in == "path") {
                const auto& names = operation.path_parameters;
                const auto at = std::find(names.begin(), names.end(), name);
                if (at == names.end()) continue;
                name = std::to_string(at - names.begin());
            }
            const bool is_ignored = // OpenAPI 3.1 §4.8.12.2
                in == "header" && (name == "accept" || name == "content-type" || name == "authorization");
            if (!is_ignored) all[in + " " + name] = each;
        }
    }
    return all;
}

std::string path_of(const Place& parameter) {
    return "(" + parameter.text("in") + ") " + parameter.text("name");
}

// The response that applies to a status (OpenAPI 3.1 §4.8.16); `default` only to the others.
const Place* response_for(const Places& responses, const std::string& status) {
    if (status != "default")
        for (const std::string& name : {status, status.substr(0, 1) + "XX"})
            if (const auto found = responses.find(name); found != responses.end()) return &found->second;
    const auto rest = responses.find("default");
    return rest == responses.end() ? nullptr : &rest->second;
}

bool has_status_in(const Places& responses, const std::string& range) {
    return range.ends_with("XX") && std::any_of(responses.begin(), responses.end(), [&](const auto& each) {
               return each.first.starts_with(range.substr(0, 1));
           });
}

} // namespace

bool is_method(std::string_view word) {
    constexpr std::array<std::string_view, 9> kMethods = {"get",  "put",   "post",  "delete", "options",
                                                          "head", "patch", "trace", "query"};
    return std::find(kMethods.begin(), kMethods.end(), word) != kMethods.end();
}

void OperationDiff::compare(const OperationPlace& old, const OperationPlace& now, bool is_ours) {
    const Place& before = old.operation;
    const Place& after = now.operation;
    if (is_ours) {
        if (writes_ != nullptr) compare_request(*writes_, now, old);
        if (reads_ != nullptr)
            compare_responses(*reads_, before.member("responses"), after.member("responses"));
    } else {
        if (reads_ != nullptr) compare_request(*reads_, old, now);
        if (writes_ != nullptr)
            compare_responses(*writes_, after.member("responses"), before.member("responses"));
    }
    compare_callbacks(before, after);
}

void OperationDiff::compare_request(MessageDiff& diff, const OperationPlace& promised,
                                    const OperationPlace& sent) {
    compare_parameters(diff, promised, sent);
    compare_body(diff, promised.operation.member("requestBody"), sent.operation.member("requestBody"));
    compare_security(diff, promised, sent);
    compare_servers(diff, promised, sent);
}

void OperationDiff::compare_parameters(MessageDiff& diff, const OperationPlace& promised,
                                       const OperationPlace& sent) {
    const Places taken = parameters_of(promised);
    const Places given = parameters_of(sent);
    for (const auto& [key, parameter] : taken) {
        if (const auto same = given.find(key); same != given.end()) {
            compare_parameter(diff, parameter, same->second, path_of(same->second));
            continue;
        }
        const bool is_required = parameter.flag("required");
        diff.add(difference(Rule::property_missing, is_required ? Verdict::wider : Verdict::narrower,
                            path_of(parameter),
                            is_required ? "a required parameter" : "an optional parameter", "no parameter"),
                 parameter, sent.operation);
    }
    for (const auto& [key, parameter] : given)
        if (!taken.contains(key)) // what it asked for is no longer done
            diff.add(difference(Rule::property_undocumented, Verdict::wider, path_of(parameter),
                                "no parameter", "a parameter"),
                     promised.operation, parameter);
}

void OperationDiff::compare_parameter(MessageDiff& diff, const Place& promised, const Place& sent,
                                      const std::string& path) {
    const bool is_wanted = promised.flag("required");
    const bool is_sure = sent.flag("required");
    if (is_wanted != is_sure)
        diff.add(difference(Rule::property_missing, is_wanted ? Verdict::wider : Verdict::narrower, path,
                            is_wanted ? "a required parameter" : "an optional parameter",
                            is_sure ? "a required parameter" : "an optional parameter"),
                 promised, sent);
    const auto style = [](const Place& parameter) { // OpenAPI 3.1 §4.8.12.2
        const std::string in = parameter.text("in");
        std::string said = parameter.text("style");
        if (said.empty()) said = in == "query" || in == "cookie" ? "form" : "simple";
        const bool explodes =
            parameter.at.value->find("explode") != nullptr ? parameter.flag("explode") : said == "form";
        return "style " + said + (explodes ? " with explode" : " without explode");
    };
    if (style(promised) != style(sent))
        diff.add(difference(Rule::schema_mismatch, Verdict::wider, path, style(promised), style(sent)),
                 promised, sent);
    diff.compare_value(promised, sent, Message::request, path);
}

void OperationDiff::compare_body(MessageDiff& diff, const Place& promised, const Place& sent) {
    diff.report().set_prefix("(request)");
    const bool is_wanted = promised.flag("required");
    const bool is_sure = sent.flag("required");
    if (is_wanted != is_sure && promised.is_there())
        diff.add(difference(Rule::property_missing, is_wanted ? Verdict::wider : Verdict::narrower, "",
                            is_wanted ? "a required body" : "an optional body",
                            is_sure           ? "a required body"
                            : sent.is_there() ? "an optional body"
                                              : "no body"),
                 promised, sent);
    if (promised.is_there() || sent.is_there()) diff.compare_content(promised, sent, Message::request);
    diff.report().set_prefix("");
}

void OperationDiff::compare_responses(MessageDiff& diff, const Place& promised, const Place& sent) {
    const Places before = promised.fixed_members();
    const Places after = sent.fixed_members();
    std::set<std::pair<const json::Value*, const json::Value*>> done;
    const auto compare_pair = [&](const std::string& status, const Place& old, const Place& now) {
        if (!done.emplace(old.at.value, now.at.value).second) return;
        diff.report().set_prefix(status == "200" ? "" : status);
        diff.compare_headers(old, now, Message::response);
        diff.compare_content(old, now, Message::response);
    };
    const auto add = [&](const std::string& status, Verdict kind, bool is_sent, const Place& place) {
        diff.report().set_prefix(status);
        const std::string with = "status " + status;
        const std::string without = "no such response";
        diff.add(difference(Rule::status_undocumented, kind, "", is_sent ? without : with,
                            is_sent ? with : without),
                 is_sent ? promised : place, is_sent ? place : sent);
    };
    for (const auto& [status, response] : after) {
        if (const Place* known = response_for(before, status); known != nullptr)
            compare_pair(status, *known, response);
        else // errors that nobody wrote down may have come before
            add(status, status == "default" ? Verdict::addition : Verdict::wider, true, response);
    }
    for (const auto& [status, response] : before) {
        if (after.contains(status) || has_status_in(after, status)) continue;
        const Place* known = status == "default" ? nullptr : response_for(after, status);
        if (known != nullptr)
            compare_pair(status, response, *known);
        else
            add(status,
                status == "default" || diff.direction() == Direction::request ? Verdict::narrower
                                                                              : Verdict::wider,
                false, response);
    }
    diff.report().set_prefix("");
}

void OperationDiff::compare_callback(const std::string& name, const OperationPlace& old,
                                     const OperationPlace& now) {
    ChangeReport& report = (reads_ != nullptr ? reads_ : writes_)->report();
    report.set_callback(name);
    compare(old, now, false);
    report.set_callback("");
}

// A callback is called by the API (OpenAPI 3.1 §4.8.18).
void OperationDiff::compare_callbacks(const Place& old, const Place& now) {
    const Places before = old.member("callbacks").members();
    const Places after = now.member("callbacks").members();
    for (const auto& [name, callback] : before) {
        const auto same = after.find(name);
        if (same == after.end()) {
            if (reads_ != nullptr)
                reads_->add(difference(Rule::status_undocumented, Verdict::wider, "(callback) " + name,
                                       "a callback", "no callback"),
                            callback, now);
            continue;
        }
        const Places items = same->second.fixed_members();
        for (const auto& [expression, item] : callback.fixed_members()) {
            const auto other = items.find(expression);
            if (other == items.end()) {
                if (reads_ != nullptr)
                    reads_->add(difference(Rule::status_undocumented, Verdict::wider, "(callback) " + name,
                                           expression, "another URL"),
                                item, same->second);
                continue;
            }
            for (const auto& [method, operation] : item.members())
                if (const Place its = other->second.member(method); is_method(method) && its.is_there())
                    compare_callback(name, {item, operation, {}, {}}, {other->second, its, {}, {}});
        }
    }
}

} // namespace understudy::drift
