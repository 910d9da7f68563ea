#include "server/admin/event_stream.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "server/admin/entry_json.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {
namespace {

constexpr unsigned kQuiet = 150; ///< calls: about fifteen seconds, at a stream's rate

/// The writer's JSON contains no line feed.
void append_event(std::string_view name, std::string_view data, std::string& out) {
    out.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
}

} // namespace

EventStream::EventStream(const std::shared_ptr<mock::Session>& session, std::uint64_t after,
                         std::function<std::uint64_t()> changes, std::string scheme)
    : session_(session),
      after_(after),
      count_changes_(std::move(changes)),
      changes_(count_changes_() + session->changes),
      scheme_(std::move(scheme)) {}

std::optional<std::string> EventStream::next() {
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

void EventStream::append_requests(const mock::Session& session, std::string& out) {
    const mock::Journal& journal = session.journal;
    if (journal.total() == after_) return;
    std::vector<std::string> events; // newest first
    std::size_t bytes = 0;
    journal.newest_first([&](const mock::JournalEntry& entry) {
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

} // namespace understudy::admin
