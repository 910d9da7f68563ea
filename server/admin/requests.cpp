// The journal of requests.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "server/admin/body.hpp"
#include "server/admin/entry_json.hpp"
#include "server/admin/request_pattern.hpp"
#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "server/mock/near_miss.hpp"
#include "validator/json/writer.hpp"
#include "validator/text/url.hpp"

namespace understudy::admin {
namespace {

using json::Writer;

std::size_t limit_of(const http::Request& request) {
    const auto text = text::query_parameter(request.target, "limit");
    if (!text) return SIZE_MAX;
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), limit);
    if (error != std::errc{} || end != text->data() + text->size())
        throw mock::BadArgument("", "limit: expected a whole number; found something else");
    return limit;
}

/// How long a question about the journal may hold up everything else.
constexpr std::chrono::milliseconds kMostTime{200};

/// Calls `each` for every entry that matches the pattern in the body. Throws mock::BadArgument if that takes
/// longer than kMostTime because of a regular expression.
template <class Each>
void search(const AdminRequest& request, const mock::Journal& journal, Each&& each) {
    const json::Document body = parse_body(request.http.body);
    const RequestPattern pattern(body.root());
    const auto end = std::chrono::steady_clock::now() + kMostTime;
    std::size_t count = 0;
    journal.newest_first([&](const mock::JournalEntry& entry) {
        if (pattern.matches(entry)) each(entry);
        ++count;
        if (pattern.is_regular_expression() && std::chrono::steady_clock::now() > end)
            throw mock::BadArgument(
                "", "expected a search that takes at most " + std::to_string(kMostTime.count()) +
                        " ms; found one that looked at " + std::to_string(count) +
                        " requests in that time: use a simpler regular expression, urlPath "
                        "or contains");
        return true;
    });
}

const std::string& scheme_of(const AdminRequest& request) {
    return request.context.options.scheme;
}

void close_list(Writer& writer, const mock::Journal& journal) {
    writer.end_array().key("requestJournalDisabled").boolean(journal.capacity() == 0);
    writer.member("dropped", journal.dropped()).end_object();
}

/// `{"requests": […]}`, with the entries that `write_all` writes.
template <class WriteAll>
AdminReply list_of(const AdminRequest& request, WriteAll&& write_all) {
    std::string body;
    Writer writer(body, 0);
    request.session.read_journal([&](const mock::Journal& journal) {
        writer.begin_object().key("requests").begin_array();
        write_all(writer, journal);
        close_list(writer, journal);
    });
    return json_reply(std::move(body));
}

AdminReply list_requests(const AdminRequest& request) {
    const std::size_t limit = limit_of(request.http);
    const bool only_unmatched = text::query_parameter(request.http.target, "unmatched") == "true";
    std::string body;
    Writer writer(body, 0);
    std::size_t count = 0;
    request.session.read_journal([&](const mock::Journal& journal) {
        writer.begin_object().key("requests").begin_array();
        journal.newest_first([&](const mock::JournalEntry& entry) {
            if (count == limit) return false;
            if (only_unmatched && entry.outcome.matched) return true;
            write_event(writer, entry, scheme_of(request));
            ++count;
            return true;
        });
        writer.end_array().key("meta").begin_object();
        writer.member("total", std::uint64_t{journal.size()}).end_object();
        writer.key("requestJournalDisabled").boolean(journal.capacity() == 0);
        writer.member("dropped", journal.dropped()).end_object();
    });
    return json_reply(std::move(body));
}

AdminReply one_request(const AdminRequest& request) {
    std::string body;
    request.session.read_journal([&](const mock::Journal& journal) {
        journal.newest_first([&](const mock::JournalEntry& entry) {
            if (uuid_of(entry.id) != request.parameter) return true;
            Writer writer(body, 0);
            write_event(writer, entry, scheme_of(request), &request.listing);
            return false;
        });
    });
    if (body.empty()) return http::problem(404, "admin-request", "The journal has no request with that id.");
    return json_reply(std::move(body));
}

AdminReply clear_requests(const AdminRequest& request) {
    request.session.clear_journal();
    return json_reply("{}");
}

AdminReply count_requests(const AdminRequest& request) {
    std::uint64_t count = 0;
    std::string body;
    request.session.read_journal([&](const mock::Journal& journal) {
        search(request, journal, [&](const mock::JournalEntry&) { ++count; });
        Writer writer(body, 0);
        writer.begin_object().member("count", count);
        writer.key("requestJournalDisabled").boolean(journal.capacity() == 0);
        writer.member("dropped", journal.dropped()).end_object();
    });
    return json_reply(std::move(body));
}

AdminReply find_requests(const AdminRequest& request) {
    return list_of(request, [&](Writer& writer, const mock::Journal& journal) {
        search(request, journal,
               [&](const mock::JournalEntry& entry) { write_request(writer, entry, scheme_of(request)); });
    });
}

AdminReply unmatched(const AdminRequest& request) {
    return list_of(request, [&](Writer& writer, const mock::Journal& journal) {
        journal.newest_first([&](const mock::JournalEntry& entry) {
            if (!entry.outcome.matched) write_request(writer, entry, scheme_of(request));
            return true;
        });
    });
}

void write_near_miss(Writer& writer, const mock::JournalEntry& entry, const mock::NearMiss& miss,
                     const std::string& scheme) {
    const std::string literal = std::to_string(miss.distance);
    json::Value distance;
    distance.kind = json::Kind::number;
    distance.text = literal;
    writer.begin_object().key("request");
    write_request(writer, entry, scheme);
    writer.key("requestPattern").begin_object().member("method", "GET").member("urlPath", miss.path);
    writer.end_object().key("matchResult").begin_object().key("distance");
    writer.value(distance).end_object();
    writer.key("missed").begin_array();
    for (const std::string& what : miss.missed) writer.string(what);
    writer.end_array().end_object();
}

AdminReply unmatched_near_misses(const AdminRequest& request) {
    constexpr std::size_t kMost = 100; // each is compared with every run
    std::size_t left = std::min(limit_of(request.http), kMost);
    std::string body;
    Writer writer(body, 0);
    writer.begin_object().key("nearMisses").begin_array();
    request.session.read_journal([&](const mock::Journal& journal) {
        journal.newest_first([&](const mock::JournalEntry& entry) {
            if (entry.outcome.matched) return true;
            if (left-- == 0) return false;
            for (const mock::NearMiss& miss : near_misses(entry, request.listing))
                write_near_miss(writer, entry, miss, scheme_of(request));
            return true;
        });
    });
    writer.end_array().end_object();
    return json_reply(std::move(body));
}

} // namespace

std::span<const Route> request_routes() {
    static constexpr std::array kRoutes = {
        Route{"GET", "/requests", list_requests},
        Route{"DELETE", "/requests", clear_requests, true},
        Route{"POST", "/requests/reset", clear_requests, true},
        Route{"POST", "/requests/count", count_requests},
        Route{"POST", "/requests/find", find_requests},
        Route{"GET", "/requests/unmatched", unmatched},
        Route{"GET", "/requests/unmatched/near-misses", unmatched_near_misses},
        Route{"GET", "/requests/*", one_request},
    };
    return kRoutes;
}

} // namespace understudy::admin
