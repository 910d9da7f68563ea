// The part of the desk that tells what was asked.

#include <algorithm>
#include <charconv>

#include "server/admin/ask.hpp"
#include "server/admin/body.hpp"
#include "server/admin/entry_json.hpp"
#include "server/admin/near_miss.hpp"
#include "server/admin/request_pattern.hpp"
#include "server/http/problem.hpp"
#include "validator/contract/target.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

using json::Writer;

std::size_t limit_of(const http::Request& request) {
    const auto text = contract::query_parameter(request.target, "limit");
    if (!text) return SIZE_MAX;
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (error != std::errc{} || end != text->data() + text->size())
        throw BadRequest("", "limit: expected a whole number; found something else");
    return limit;
}

/// Every entry that matches the pattern in the body, told to `each`.
template <class Each>
void search(const http::Request& request, const Session& session, Each&& each) {
    const json::Document body = parse_body(request.body);
    const RequestPattern pattern(body.root());
    session.journal.newest_first([&](const Entry& entry) {
        if (pattern.matches(entry)) each(entry);
        return true;
    });
}

void close_list(Writer& writer, const Journal& journal) {
    writer.end_array().key("requestJournalDisabled").boolean(journal.capacity() == 0);
    writer.member("dropped", journal.dropped()).end_object();
}

} // namespace

Desk::Answer Desk::list_requests(const Ask& ask) {
    const std::size_t limit = limit_of(ask.request);
    const bool only_unmatched = contract::query_parameter(ask.request.target, "unmatched") == "true";
    std::string body;
    Writer writer(body, 0);
    std::size_t count = 0;
    const std::lock_guard lock(ask.session.mutex);
    writer.begin_object().key("requests").begin_array();
    ask.session.journal.newest_first([&](const Entry& entry) {
        if (count == limit) return false;
        if (only_unmatched && entry.outcome.matched) return true;
        write_event(writer, entry, options_.scheme);
        ++count;
        return true;
    });
    writer.end_array().key("meta").begin_object();
    writer.member("total", std::uint64_t{ask.session.journal.size()}).end_object();
    writer.key("requestJournalDisabled").boolean(ask.session.journal.capacity() == 0);
    writer.member("dropped", ask.session.journal.dropped()).end_object();
    return json_reply(std::move(body));
}

Desk::Answer Desk::one_request(const Ask& ask) {
    std::string body;
    const std::lock_guard lock(ask.session.mutex);
    ask.session.journal.newest_first([&](const Entry& entry) {
        if (uuid_of(entry.id) != ask.parameter) return true;
        Writer writer(body, 0);
        write_event(writer, entry, options_.scheme, &ask.playbill);
        return false;
    });
    if (body.empty()) return http::problem(404, "admin-request", "The journal has no request of that id.");
    return json_reply(std::move(body));
}

Desk::Answer Desk::clear_requests(const Ask& ask) {
    const std::lock_guard lock(ask.session.mutex);
    ask.session.journal.clear();
    return json_reply("{}");
}

Desk::Answer Desk::count_requests(const Ask& ask) {
    std::uint64_t count = 0;
    const std::lock_guard lock(ask.session.mutex);
    search(ask.request, ask.session, [&](const Entry&) { ++count; });
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().member("count", count);
    writer.key("requestJournalDisabled").boolean(ask.session.journal.capacity() == 0);
    writer.member("dropped", ask.session.journal.dropped()).end_object();
    return json_reply(std::move(body));
}

Desk::Answer Desk::find_requests(const Ask& ask) {
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("requests").begin_array();
    const std::lock_guard lock(ask.session.mutex);
    search(ask.request, ask.session,
           [&](const Entry& entry) { write_request(writer, entry, options_.scheme); });
    close_list(writer, ask.session.journal);
    return json_reply(std::move(body));
}

Desk::Answer Desk::unmatched(const Ask& ask) {
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("requests").begin_array();
    const std::lock_guard lock(ask.session.mutex);
    ask.session.journal.newest_first([&](const Entry& entry) {
        if (!entry.outcome.matched) write_request(writer, entry, options_.scheme);
        return true;
    });
    close_list(writer, ask.session.journal);
    return json_reply(std::move(body));
}

Desk::Answer Desk::unmatched_near_misses(const Ask& ask) {
    constexpr std::size_t kMost = 100; // each is held against every run
    std::size_t left = std::min(limit_of(ask.request), kMost);
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("nearMisses").begin_array();
    const std::lock_guard lock(ask.session.mutex);
    ask.session.journal.newest_first([&](const Entry& entry) {
        if (entry.outcome.matched) return true;
        if (left-- == 0) return false;
        for (const NearMiss& miss : near_misses(entry, ask.playbill)) {
            const std::string literal = std::to_string(miss.distance);
            json::Value distance;
            distance.kind = json::Kind::number;
            distance.text = literal;
            writer.begin_object().key("request");
            write_request(writer, entry, options_.scheme);
            writer.key("requestPattern").begin_object().member("method", "GET").member("urlPath", miss.path);
            writer.end_object().key("matchResult").begin_object().key("distance");
            writer.value(distance).end_object();
            writer.key("missed").begin_array();
            for (const std::string& what : miss.missed) writer.string(what);
            writer.end_array().end_object();
        }
        return true;
    });
    writer.end_array().end_object();
    return json_reply(std::move(body));
}

} // namespace understudy::admin
