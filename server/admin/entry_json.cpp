#include "server/admin/entry_json.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "server/mock/access_log.hpp"
#include "server/mock/near_miss.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::admin {
namespace {

using json::Writer;

/// A name that occurs several times gets a list of values.
void write_headers(Writer& writer, std::string_view fields) {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    while (!fields.empty()) {
        const std::string_view line = fields.substr(0, fields.find('\n'));
        fields.remove_prefix(line.size() + 1);
        const std::size_t colon = line.find(':');
        all.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    writer.key("headers").begin_object();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto is_same = [&](const auto& other) {
            return text::equal_ignoring_case(other.first, all[i].first);
        };
        const auto here = all.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(all.begin(), here, is_same)) continue;
        writer.key(all[i].first);
        if (std::count_if(here, all.end(), is_same) == 1) {
            writer.string(all[i].second);
            continue;
        }
        writer.begin_array();
        for (auto other = here; other != all.end(); ++other)
            if (is_same(*other)) writer.string(other->second);
        writer.end_array();
    }
    writer.end_object();
}

void write_near_misses(Writer& writer, const std::vector<mock::NearMiss>& misses) {
    writer.key("nearMisses").begin_array();
    for (const mock::NearMiss& miss : misses) {
        writer.begin_object().member("path", miss.path).key("missed").begin_array();
        for (const std::string& what : miss.missed) writer.string(what);
        writer.end_array().end_object();
    }
    writer.end_array();
}

} // namespace

std::string uuid_of(std::uint64_t id) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = "00000000-0000-4000-8000-000000000000";
    for (std::size_t i = text.size(); id != 0 && i-- > 24; id >>= 4U) text[i] = kDigits[id & 15U];
    return text;
}

void write_request(json::Writer& writer, const mock::JournalEntry& entry, std::string_view scheme) {
    writer.begin_object().member("url", entry.target);
    writer.member("absoluteUrl",
                  std::string(scheme) + "://" + std::string(entry.host) + std::string(entry.target));
    writer.member("method", entry.method);
    write_headers(writer, entry.fields);
    writer.member("body", "").member("bodySize", std::uint64_t{entry.body_size});
    writer.member("loggedDate", static_cast<std::uint64_t>(entry.outcome.at_ms));
    writer.member("loggedDateString", mock::date_of(entry.outcome.at_ms)).end_object();
}

void write_event(json::Writer& writer, const mock::JournalEntry& entry, std::string_view scheme,
                 const mock::ApiListing* listing) {
    const mock::RequestOutcome& outcome = entry.outcome;
    writer.begin_object().member("id", uuid_of(entry.id)).key("request");
    write_request(writer, entry, scheme);
    for (const char* name : {"responseDefinition", "response"})
        writer.key(name).begin_object().member("status", std::uint64_t{outcome.status}).end_object();
    writer.key("wasMatched").boolean(outcome.matched);
    writer.key("understudy").begin_object();
    if (!outcome.api.empty()) writer.member("api", outcome.api).member("run", outcome.run_id);
    if (!outcome.note.empty()) writer.member("note", outcome.note);
    if (listing != nullptr && !outcome.matched) write_near_misses(writer, mock::near_misses(entry, *listing));
    writer.member("microseconds", outcome.took_us).end_object().end_object();
}

} // namespace understudy::admin
