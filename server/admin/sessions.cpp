// Sessions: they keep tests that run in parallel apart.

#include <array>

#include "server/admin/body.hpp"
#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

using json::Writer;

void write_session(Writer& writer, const std::string& origin, const mock::Session& session,
                   const mock::ApiListing& listing) {
    const std::string base = origin + "/s/" + session.id;
    writer.begin_object().member("id", session.id).member("base", base).key("apis").begin_object();
    for (const mock::ApiListing::Entry& entry : listing.entries) writer.member(entry.api, base + entry.base);
    writer.end_object().member("idle_ms", static_cast<std::uint64_t>(session.idle_ms)).end_object();
}

/// The part of a URL before a session's path, as this client sees it.
std::string origin_of(const AdminRequest& request) {
    const AdminOptions& options = request.context.options;
    return options.origin.empty() ? options.scheme + "://" + std::string(request.http.host) : options.origin;
}

AdminReply list_sessions(const AdminRequest& request) {
    mock::Mock& mock = request.context.mock;
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("sessions").begin_array();
    for (const auto& session : mock.sessions().all(mock.now_ms()))
        write_session(writer, origin_of(request), *session, request.listing);
    writer.end_array().end_object();
    return json_reply(std::move(body));
}

AdminReply create_session(const AdminRequest& request) {
    constexpr std::uint64_t kDay = 86'400'000;
    mock::Mock& mock = request.context.mock;
    const json::Document body = parse_body(request.http.body);
    expect_members(body.root(), "", {"id", "idle_ms"});
    const auto id = text_member(body.root(), "id", "");
    if (id && id->empty()) throw mock::BadArgument("/id", "expected an id; found nothing");
    const auto idle_ms = count_member(body.root(), "idle_ms", kDay, "").value_or(0);
    const auto session =
        mock.sessions().create(id.value_or(""), static_cast<std::int64_t>(idle_ms), mock.now_ms());
    std::string text;
    Writer writer(text, 0);
    write_session(writer, origin_of(request), *session, request.listing);
    return json_reply(std::move(text), 201);
}

AdminReply delete_session(const AdminRequest& request) {
    if (request.context.mock.sessions().remove(request.parameter)) return json_reply("{}");
    return http::problem(404, "session-unknown", "There is no session with that id: it may have expired.");
}

} // namespace

std::span<const Route> session_routes() {
    static constexpr std::array kRoutes = {
        Route{"GET", "/sessions", list_sessions},
        Route{"POST", "/sessions", create_session, true},
        Route{"DELETE", "/sessions/*", delete_session, true},
    };
    return kRoutes;
}

} // namespace understudy::admin
