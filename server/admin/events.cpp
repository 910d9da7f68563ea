// GET /events: server-sent events, one stream per client.

#include <algorithm>
#include <array>
#include <charconv>

#include "server/admin/event_stream.hpp"
#include "server/admin/route.hpp"
#include "server/http/problem.hpp"

namespace understudy::admin {
namespace {

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

AdminReply events(const AdminRequest& request) {
    AdminContext& context = request.context;
    const bool has_room = ++context.streams <= EventStream::kMostStreams;
    const std::shared_ptr<void> place(nullptr, [&context](void*) { --context.streams; });
    if (!has_room)
        return http::problem(503, "admin-streams",
                             "Expected at most " + std::to_string(EventStream::kMostStreams) +
                                 " streams of events at a time: close one.");
    const std::uint64_t after = request.session.read_journal([&](const mock::Journal& journal) {
        return std::min(number_of(request.http.field("last-event-id"), journal.total()), journal.total());
    });
    const auto changes = [&mock = context.mock] {
        const mock::Mock::Reloads reloads = mock.reloads();
        return reloads.done + reloads.failed + mock.sessions().changes();
    };
    const auto stream = std::make_shared<EventStream>(request.session.shared_from_this(), after, changes,
                                                      context.options.scheme);
    const http::Field fields[] = {{"content-type", "text/event-stream"},
                                  {"cache-control", "no-store"},
                                  {"x-content-type-options", "nosniff"}};
    return http::Reply::stream(200, fields, [stream, place] { return stream->next(); });
}

} // namespace

std::span<const Route> event_routes() {
    static constexpr std::array kRoutes = {Route{"GET", "/events", events}};
    return kRoutes;
}

} // namespace understudy::admin
