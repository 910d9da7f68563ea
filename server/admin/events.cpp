#include "server/admin/events.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "server/admin/ask.hpp"
#include "server/admin/entry_json.hpp"
#include "server/http/problem.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

constexpr unsigned kQuiet = 150; ///< calls: fifteen seconds, as streams go

/// JSON as the writer makes it has no line feed.
void append_event(std::string_view name, std::string_view data, std::string& out) {
    out.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
}

std::uint64_t number_of(std::string_view text, std::uint64_t otherwise) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

} // namespace

Events::Events(const std::shared_ptr<Session>& session, std::uint64_t after,
               std::function<std::uint64_t()> changes, std::string scheme)
    : session_(session),
      after_(after),
      count_changes_(std::move(changes)),
      changes_(count_changes_() + session->changes),
      scheme_(std::move(scheme)) {}

std::optional<std::string> Events::next() {
    if (is_over_) return std::nullopt;
    std::string out;
    const auto session = session_.lock();
    if (session == nullptr) {
        is_over_ = true;
        append_event("gone", "{}", out);
        return out;
    }
    if (const std::uint64_t changes = count_changes_() + session->changes; changes != changes_) {
        changes_ = changes;
        append_event("changed", "{}", out);
    }
    {
        const std::lock_guard lock(session->mutex);
        append_requests(*session, out);
    }
    quiet_ = out.empty() ? quiet_ + 1 : 0;
    if (quiet_ < kQuiet) return out;
    quiet_ = 0;
    return ":\n\n";
}

void Events::append_requests(const Session& session, std::string& out) {
    const Journal& journal = session.journal;
    if (journal.total() == after_) return;
    std::vector<std::string> events; // the newest first
    std::size_t bytes = 0;
    journal.newest_first([&](const Entry& entry) {
        if (entry.id <= after_ || events.size() == kMostAtATime || bytes > kMostBytes) return false;
        std::string data;
        json::Writer writer(data, 0);
        write_event(writer, entry, scheme_);
        std::string& event = events.emplace_back("id: " + std::to_string(entry.id) + "\n");
        append_event("request", data, event);
        bytes += event.size();
        return true;
    });
    if (const std::uint64_t missed = journal.total() - after_ - events.size(); missed != 0)
        append_event("missed", "{\"count\":" + std::to_string(missed) + "}", out);
    for (auto event = events.rbegin(); event != events.rend(); ++event) out += *event;
    after_ = journal.total();
}

Desk::Answer Desk::events(const Ask& ask) {
    const bool has_room = ++streams_ <= kMostStreams;
    const std::shared_ptr<void> place(nullptr, [this](void*) { --streams_; });
    if (!has_room)
        return http::problem(
            503, "admin-streams",
            "Expected at most " + std::to_string(kMostStreams) + " streams of events at a time: close one.");
    std::uint64_t after = 0;
    {
        const std::lock_guard lock(ask.session.mutex);
        const std::uint64_t total = ask.session.journal.total();
        after = std::min(number_of(ask.request.field("last-event-id"), total), total);
    }
    const auto changes = [this] {
        const std::lock_guard lock(mutex_);
        return reloads_ + failed_reloads_ + sessions_.changes();
    };
    const auto events =
        std::make_shared<Events>(ask.session.shared_from_this(), after, changes, options_.scheme);
    const http::Field fields[] = {{"content-type", "text/event-stream"},
                                  {"cache-control", "no-store"},
                                  {"x-content-type-options", "nosniff"}};
    return http::Reply::stream(200, fields, [events, place] { return events->next(); });
}

} // namespace understudy::admin
