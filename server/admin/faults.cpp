// Fault rules.

#include <array>

#include "server/admin/body.hpp"
#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "validator/json/error.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

/// A list of rules, or a single rule.
std::vector<mock::FaultRule> faults_of(std::string_view body) {
    const bool is_list = parse_body(body).root().find("faults") != nullptr;
    try {
        if (is_list) return mock::read_fault_rules("body", std::string(body));
        return {mock::read_fault_rule("body", body)};
    } catch (const json::LoadError& error) {
        throw mock::BadArgument(error.pointer(), error.reason());
    }
}

void write_fault(json::Writer& writer, const mock::FaultRule& fault) {
    const json::Document rule = json::Document::parse("rule", fault.json);
    writer.begin_object().member("name", fault.name).member("hits", fault.hits);
    writer.key("enabled").boolean(fault.enabled).key("rule").value(rule.root()).end_object();
}

AdminReply listed(mock::Session& session, unsigned status) {
    std::string body;
    json::Writer writer(body, 0);
    writer.begin_object().key("faults").begin_array();
    for (const mock::FaultRule& fault : session.list_faults()) write_fault(writer, fault);
    writer.end_array().end_object();
    return json_reply(std::move(body), status);
}

AdminReply unknown() {
    return http::problem(404, "admin-fault", "There is no fault with that name.");
}

AdminReply list_faults(const AdminRequest& request) {
    return listed(request.session, 200);
}

AdminReply add_faults(const AdminRequest& request) {
    request.session.add_faults(faults_of(request.http.body));
    return listed(request.session, 201);
}

AdminReply replace_faults(const AdminRequest& request) {
    request.session.replace_faults(faults_of(request.http.body));
    return listed(request.session, 200);
}

AdminReply clear_faults(const AdminRequest& request) {
    request.session.clear_faults();
    return json_reply("{}");
}

AdminReply switch_fault(const AdminRequest& request) {
    const json::Document body = parse_body(request.http.body);
    expect_members(body.root(), "", {"enabled"});
    const auto enabled = boolean_member(body.root(), "enabled", "");
    if (!enabled) throw mock::BadArgument("/enabled", "expected true or false; found nothing");
    return request.session.enable_fault(request.parameter, *enabled) ? json_reply("{}") : unknown();
}

AdminReply delete_fault(const AdminRequest& request) {
    return request.session.remove_fault(request.parameter) ? json_reply("{}") : unknown();
}

} // namespace

std::span<const Route> fault_routes() {
    static constexpr std::array kRoutes = {
        Route{"GET", "/faults", list_faults},          Route{"POST", "/faults", add_faults, true},
        Route{"PUT", "/faults", replace_faults, true}, Route{"DELETE", "/faults", clear_faults, true},
        Route{"PUT", "/faults/*", switch_fault, true}, Route{"DELETE", "/faults/*", delete_fault, true},
    };
    return kRoutes;
}

} // namespace understudy::admin
