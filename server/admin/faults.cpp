// The part of the desk that orders misbehaviour.

#include "server/admin/ask.hpp"
#include "server/admin/body.hpp"
#include "server/http/problem.hpp"
#include "validator/json/error.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

/// A list of rules, or one rule by itself.
std::vector<replay::Fault> faults_of(std::string_view body) {
    const bool is_list = parse_body(body).root().find("faults") != nullptr;
    try {
        if (is_list) return replay::read_faults("body", std::string(body));
        return {replay::read_fault("body", body)};
    } catch (const json::LoadError& error) {
        throw BadRequest(error.pointer(), error.reason());
    }
}

void write_fault(json::Writer& writer, const replay::Fault& fault) {
    const json::Document rule = json::Document::parse("rule", fault.json);
    writer.begin_object().member("name", fault.name).member("hits", fault.hits);
    writer.key("enabled").boolean(fault.enabled).key("rule").value(rule.root()).end_object();
}

std::shared_ptr<const http::Reply> listed(replay::Faults& faults, unsigned status) {
    std::string body;
    json::Writer writer(body, 0);
    writer.begin_object().key("faults").begin_array();
    for (const replay::Fault& fault : faults.rules()) write_fault(writer, fault);
    writer.end_array().end_object();
    return json_reply(std::move(body), status);
}

void add_all(std::vector<replay::Fault> rules, replay::Faults& faults) {
    constexpr std::size_t kMost = 1'000;
    replay::Faults changed = faults; // all of them, or none
    for (replay::Fault& rule : rules) {
        const std::string name = rule.name;
        if (!changed.add(std::move(rule)))
            throw BadRequest("/name",
                             "expected a name that no fault has; found \"" + name + "\", which is taken");
    }
    if (changed.rules().size() > kMost) throw BadRequest("", "expected at most 1000 faults at a time");
    faults = std::move(changed);
}

std::shared_ptr<const http::Reply> unknown() {
    return http::problem(404, "admin-fault", "There is no fault of that name.");
}

} // namespace

Desk::Answer Desk::list_faults(const Ask& ask) {
    const std::lock_guard lock(ask.session.mutex);
    return listed(ask.session.faults, 200);
}

Desk::Answer Desk::add_faults(const Ask& ask) {
    auto rules = faults_of(ask.request.body);
    const std::lock_guard lock(ask.session.mutex);
    add_all(std::move(rules), ask.session.faults);
    return listed(ask.session.faults, 201);
}

Desk::Answer Desk::replace_faults(const Ask& ask) {
    auto rules = faults_of(ask.request.body);
    replay::Faults fresh;
    add_all(std::move(rules), fresh);
    const std::lock_guard lock(ask.session.mutex);
    ask.session.faults = std::move(fresh);
    return listed(ask.session.faults, 200);
}

Desk::Answer Desk::clear_faults(const Ask& ask) {
    const std::lock_guard lock(ask.session.mutex);
    ask.session.faults.clear();
    return json_reply("{}");
}

Desk::Answer Desk::switch_fault(const Ask& ask) {
    const json::Document body = parse_body(ask.request.body);
    expect_members(body.root(), "", {"enabled"});
    const auto enabled = boolean_member(body.root(), "enabled", "");
    if (!enabled) throw BadRequest("/enabled", "expected true or false; found nothing");
    const std::lock_guard lock(ask.session.mutex);
    for (replay::Fault& fault : ask.session.faults.rules()) {
        if (fault.name != ask.parameter) continue;
        fault.enabled = *enabled;
        return json_reply("{}");
    }
    return unknown();
}

Desk::Answer Desk::delete_fault(const Ask& ask) {
    const std::lock_guard lock(ask.session.mutex);
    return ask.session.faults.remove(ask.parameter) ? json_reply("{}") : unknown();
}

} // namespace understudy::admin
