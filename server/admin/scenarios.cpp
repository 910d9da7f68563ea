// The part of the desk that tells of lives, and of the sessions that have them.

#include "server/admin/ask.hpp"
#include "server/admin/body.hpp"
#include "server/http/problem.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

using json::Writer;

void write_scenario(Writer& writer, const replay::Run& run, const Session& session, std::int64_t now_ms) {
    const std::size_t step = session.lives.current(run, now_ms);
    writer.begin_object().member("id", run.key()).member("name", run.key());
    writer.member("state", run.steps()[step].state).member("step", std::uint64_t{step});
    writer.member("polls", session.lives.polls(run)).key("possibleStates").begin_array();
    for (const replay::Run::Step& each : run.steps()) writer.string(each.state);
    writer.end_array().key("at_ms").begin_array();
    for (const replay::Run::Step& each : run.steps()) writer.number(each.at_ms);
    writer.end_array().end_object();
}

void write_session(Writer& writer, const std::string& origin, const Session& session,
                   const Playbill& playbill) {
    const std::string base = origin + "/s/" + session.id;
    writer.begin_object().member("id", session.id).member("base", base).key("apis").begin_object();
    for (const Playbill::Act& act : playbill.acts) writer.member(act.api, base + act.base);
    writer.end_object().member("idle_ms", static_cast<std::uint64_t>(session.idle_ms)).end_object();
}

} // namespace

Desk::Answer Desk::list_scenarios(const Ask& ask) {
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("scenarios").begin_array();
    const std::lock_guard lock(ask.session.mutex);
    for (const Playbill::Act& act : ask.playbill.acts)
        for (const auto& run : act.runs) write_scenario(writer, *run, ask.session, ask.now_ms);
    writer.end_array().end_object();
    return json_reply(std::move(body));
}

Desk::Answer Desk::reset_scenarios(const Ask& ask) {
    const std::lock_guard lock(ask.session.mutex);
    ask.session.lives.reset();
    return json_reply("{}");
}

Desk::Answer Desk::set_scenario(const Ask& ask) {
    const json::Document body = parse_body(ask.request.body);
    expect_members(body.root(), "", {"state", "step"});
    const auto state = text_member(body.root(), "state", "");
    const auto index = count_member(body.root(), "step", 1'000'000, "");
    if (state.has_value() == index.has_value())
        throw BadRequest(
            "", "expected one of state and step; found " + std::string(state ? "both" : "none of them"));
    for (const Playbill::Act& act : ask.playbill.acts) {
        for (const auto& run : act.runs) {
            if (run->key() != ask.parameter) continue;
            const auto step = state ? run->find_state(*state) : std::optional<std::size_t>(*index);
            if (!step || *step >= run->steps().size())
                throw BadRequest(state ? "/state" : "/step", "expected one that the run has (" +
                                                                 std::to_string(run->steps().size()) +
                                                                 " steps); found another");
            const std::lock_guard lock(ask.session.mutex);
            ask.session.lives.move_to(*run, *step, ask.now_ms);
            return json_reply("{}");
        }
    }
    return http::problem(404, "admin-scenario", "There is no run of that name: expected API/ID.");
}

Desk::Answer Desk::list_sessions(const Ask& ask) {
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("sessions").begin_array();
    for (const auto& session : sessions_.all(ask.now_ms))
        write_session(writer, origin_of(ask.request), *session, ask.playbill);
    writer.end_array().end_object();
    return json_reply(std::move(body));
}

Desk::Answer Desk::create_session(const Ask& ask) {
    constexpr std::uint64_t kDay = 86'400'000;
    const json::Document body = parse_body(ask.request.body);
    expect_members(body.root(), "", {"id", "idle_ms"});
    const auto id = text_member(body.root(), "id", "");
    if (id && id->empty()) throw BadRequest("/id", "expected an id; found nothing");
    const auto idle_ms = count_member(body.root(), "idle_ms", kDay, "").value_or(0);
    const auto session = sessions_.create(id.value_or(""), static_cast<std::int64_t>(idle_ms), ask.now_ms);
    std::string text;
    Writer writer(text, 0);
    write_session(writer, origin_of(ask.request), *session, ask.playbill);
    return json_reply(std::move(text), 201);
}

Desk::Answer Desk::delete_session(const Ask& ask) {
    if (sessions_.remove(ask.parameter)) return json_reply("{}");
    return http::problem(404, "session-unknown", "There is no session of that id: it may have expired.");
}

std::string Desk::origin_of(const http::Request& request) const {
    return options_.origin.empty() ? options_.scheme + "://" + std::string(request.host) : options_.origin;
}

} // namespace understudy::admin
