// Scenarios, in WireMock's term: how far each run has come.

#include <array>

#include "server/admin/body.hpp"
#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

using json::Writer;

void write_scenario(Writer& writer, const mock::Run& run, const mock::Session& session, std::int64_t now_ms) {
    const std::size_t step = session.progress.current(run, now_ms);
    writer.begin_object().member("id", run.key()).member("name", run.key());
    writer.member("state", run.steps()[step].state).member("step", std::uint64_t{step});
    writer.member("polls", session.progress.polls(run)).key("possibleStates").begin_array();
    for (const mock::Run::Step& each : run.steps()) writer.string(each.state);
    writer.end_array().key("at_ms").begin_array();
    for (const mock::Run::Step& each : run.steps()) writer.number(each.at_ms);
    writer.end_array().end_object();
}

AdminReply list_scenarios(const AdminRequest& request) {
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("scenarios").begin_array();
    const std::int64_t now_ms = request.context.mock.now_ms();
    const std::lock_guard lock(request.session.mutex);
    for (const mock::ApiListing::Entry& entry : request.listing.entries)
        for (const auto& run : entry.runs) write_scenario(writer, *run, request.session, now_ms);
    writer.end_array().end_object();
    return json_reply(std::move(body));
}

AdminReply reset_scenarios(const AdminRequest& request) {
    request.session.reset_progress();
    return json_reply("{}");
}

AdminReply set_scenario(const AdminRequest& request) {
    const json::Document body = parse_body(request.http.body);
    expect_members(body.root(), "", {"state", "step"});
    const auto state = text_member(body.root(), "state", "");
    const auto step = count_member(body.root(), "step", 1'000'000, "");
    if (state.has_value() == step.has_value())
        throw mock::BadArgument(
            "", "expected one of state and step; found " + std::string(state ? "both" : "neither"));
    try {
        if (state)
            request.context.mock.set_state(request.session, request.parameter, *state);
        else
            request.context.mock.set_step(request.session, request.parameter, *step);
    } catch (const mock::Mock::UnknownRun& error) {
        return http::problem(404, "admin-scenario", error.what());
    }
    return json_reply("{}");
}

} // namespace

std::span<const Route> scenario_routes() {
    static constexpr std::array kRoutes = {
        Route{"GET", "/scenarios", list_scenarios},
        Route{"POST", "/scenarios/reset", reset_scenarios, true},
        Route{"PUT", "/scenarios/*/state", set_scenario, true},
    };
    return kRoutes;
}

} // namespace understudy::admin
