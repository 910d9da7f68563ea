// The mock's status, and the routes that end or reset it.

#include <array>

#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

std::string_view advance_name(mock::Advance advance) {
    return advance == mock::Advance::poll ? "poll" : advance == mock::Advance::time ? "time" : "none";
}

AdminReply health(const AdminRequest& request) {
    mock::Mock& mock = request.context.mock;
    const mock::Mock::Reloads reloads = mock.reloads();
    std::string body;
    json::Writer writer(body, 0);
    writer.begin_object().member("status", reloads.problem.empty() ? "healthy" : "unhealthy");
    if (!reloads.problem.empty())
        writer.member("message",
                      "The changed files cannot be used, so the mock keeps what it had: " + reloads.problem);
    writer.member("reloads", reloads.done).member("failedReloads", reloads.failed);
    writer.member("version", request.context.options.version)
        .member("advance", advance_name(mock.sessions().options().progress.advance));
    writer.member("uptimeInSeconds",
                  static_cast<std::uint64_t>((mock.now_ms() - request.context.began_ms) / 1000));
    writer.key("apis").begin_object();
    for (const mock::ApiListing::Entry& entry : request.listing.entries)
        writer.member(entry.api, static_cast<std::uint64_t>(entry.runs.size()));
    writer.end_object();
    writer.member("sessions", static_cast<std::uint64_t>(mock.sessions().all(mock.now_ms()).size()));
    request.session.read_journal([&](const mock::Journal& journal) {
        writer.key("journal").begin_object();
        writer.member("size", std::uint64_t{journal.size()})
            .member("capacity", std::uint64_t{journal.capacity()});
        writer.member("dropped", journal.dropped()).member("total", journal.total());
        writer.end_object().end_object();
    });
    return json_reply(std::move(body));
}

AdminReply metrics(const AdminRequest& request) {
    mock::Mock& mock = request.context.mock;
    const mock::Mock::Reloads reloads = mock.reloads();
    mock::Metrics::Gauges gauges;
    if (request.context.options.connections) gauges.open_connections = request.context.options.connections();
    gauges.sessions = mock.sessions().all(mock.now_ms()).size();
    gauges.journal_dropped =
        mock.common_session().read_journal([](const mock::Journal& journal) { return journal.dropped(); });
    gauges.reloads = reloads.done;
    gauges.failed_reloads = reloads.failed;
    const http::Field fields[] = {{"content-type", "text/plain; version=0.0.4"},
                                  {"cache-control", "no-store"}};
    return http::Reply::make(200, fields, mock.metrics().text(gauges));
}

AdminReply shutdown(const AdminRequest& request) {
    if (!request.context.options.shutdown)
        return http::problem(404, "admin-path", "This mock is part of another program and ends with it.");
    request.context.options.shutdown();
    return json_reply("{}");
}

AdminReply reset(const AdminRequest& request) {
    request.session.reset();
    return json_reply("{}");
}

} // namespace

std::span<const Route> status_routes() {
    static constexpr std::array kRoutes = {
        Route{"GET", "/health", health},
        Route{"GET", "/metrics", metrics},
        Route{"POST", "/shutdown", shutdown},
        Route{"POST", "/reset", reset, true},
    };
    return kRoutes;
}

} // namespace understudy::admin
