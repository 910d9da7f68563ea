#include "validator/intake/har_entry.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>

#include "validator/intake/archived_response.hpp"
#include "validator/intake/content_coding.hpp"
#include "validator/json/error.hpp"
#include "validator/json/number.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/base64.hpp"
#include "validator/text/time.hpp"
#include "validator/text/url.hpp"

namespace understudy::intake {
namespace {

using json::Kind;
using json::Value;

const Value* find(const Value* object, std::string_view name) {
    return object == nullptr ? nullptr : object->find(name);
}

bool is_true(const Value* value) {
    return value != nullptr && value->is(Kind::boolean) && value->boolean;
}

bool contains(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
        if (text::equal_ignoring_case(text.substr(at, word.size()), word)) return true;
    return false;
}

void set_unchecked(Observation& entry, Unchecked kind, std::string why = {}) {
    entry.unchecked = kind;
    entry.why = std::move(why);
}

// What browsers say of a request that got no response, or not all of it. Chrome writes `_error`, Playwright
// `_failureText`, and `_was…` for what a test did.
std::optional<Unchecked> failure(const Value& entry, const Value* response) {
    if (is_true(entry.find("_wasFulfilled"))) return Unchecked::mocked;
    if (is_true(entry.find("_wasAborted"))) return Unchecked::aborted;
    for (const Value* holder : {response, &entry})
        for (const char* name : {"_error", "_failureText", "_blockedReason", "_blocked_reason"}) {
            const Value* said = find(holder, name);
            if (said == nullptr || !said->is(Kind::string) || said->text.empty()) continue;
            if (std::string_view(name).starts_with("_blocked") || contains(said->text, "blocked"))
                return Unchecked::blocked;
            const Value* status = find(response, "status");
            const bool has_begun = status != nullptr && status->text.size() == 3;
            const bool is_given_up = contains(said->text, "abort") || contains(said->text, "cancel");
            return has_begun || is_given_up ? Unchecked::aborted : Unchecked::no_response;
        }
    return std::nullopt;
}

bool is_web_socket(const Value& entry, std::string_view url) {
    const Value* type = entry.find("_resourceType");
    return text::starts_with_ignoring_case(url, "ws:") || text::starts_with_ignoring_case(url, "wss:") ||
           (type != nullptr && type->text == "websocket") || entry.find("_webSocketMessages") != nullptr;
}

bool read_request(const Value& entry, Observation& observation) {
    const Value* request = entry.find("request");
    if (request == nullptr || !request->is(Kind::object)) {
        set_unchecked(observation, Unchecked::damaged, mistake("/request", "an object", request));
        return false;
    }
    for (const char* name : {"method", "url"}) {
        const Value* value = request->find(name);
        if (value == nullptr || !value->is(Kind::string)) {
            set_unchecked(observation, Unchecked::damaged,
                          mistake(std::string("/request/") + name, "a string", value));
            return false;
        }
        (std::string_view(name) == "url" ? observation.url : observation.method) = value->text;
    }
    return true;
}

// The head may be unknown, or only in part. Then the content says at least what its type is.
void read_head(const Value& response, Observation& entry) {
    const Value* headers = response.find("headers");
    if (headers == nullptr || headers->is(Kind::null)) {
        entry.oddities.push_back(mistake("/response/headers", "an array", headers));
        entry.fields.emplace();
        entry.has_all_fields = false;
    } else {
        read_fields(*headers, "/response/headers", entry);
    }
    if (entry.has_all_fields) return;
    for (const contract::HeaderField& field : *entry.fields)
        if (text::equal_ignoring_case(field.name, "content-type")) return;
    const Value* type = find(response.find("content"), "mimeType");
    if (type != nullptr && type->is(Kind::string) && type->text.find('/') != std::string_view::npos)
        entry.fields->push_back({"content-type", type->text, 0});
}

bool is_json(std::string_view text) {
    try {
        json::Document::parse("", std::string(text));
        return true;
    } catch (const json::LoadError&) {
        return false;
    }
}

// Whether a body is shorter than the archive says that it was, and breaks off.
bool is_in_part(const Value& content, std::string_view body) {
    const Value* size = content.find("size");
    if (size == nullptr || !size->is(Kind::number) || size->text.starts_with('-')) return false;
    const auto whole = json::to_unsigned(size->text);
    return whole && body.size() < *whole && (body.empty() || !is_json(body));
}

void read_text(const Value& content, const Value& text, Observation& entry, Observed& observed) {
    const Value* encoding = content.find("encoding");
    std::string& body = observed.bodies.emplace_back(text.text);
    if (encoding == nullptr || !text::equal_ignoring_case(encoding->text, "base64")) return;
    if (auto bytes = text::from_base64(text.text)) {
        body = *std::move(bytes);
    } else if (is_json(text.text)) { // Firefox has called a text Base64 that is none
        entry.oddities.emplace_back(
            "/response/content/text: expected Base64, as `encoding` says; found JSON");
    } else {
        set_unchecked(entry, Unchecked::body_damaged,
                      "/response/content/text: expected Base64, as `encoding` says");
    }
}

// A proxy stores a body as it went over the wire.
void undo_coding_of(const Value& response, Observation& entry, std::string& body) {
    const std::string_view coding = content_encoding(response.find("headers"));
    if (entry.unchecked || coding.empty()) return;
    if (auto decoded = undo_coding(body, coding))
        body = *std::move(decoded);
    else
        set_unchecked(entry, Unchecked::body_damaged,
                      "/response/content: " + std::string(undecodable_words()));
}

void read_body(const Value& response, const ReadAttached& read_attached, Observation& entry,
               Observed& observed) {
    const Value* content = response.find("content");
    const Value* text = find(content, "text");
    const Value* file = find(content, "_file");
    if (text == nullptr && file != nullptr && file->is(Kind::string)) {
        auto bytes = read_attached(file->text, observed);
        if (!bytes) return set_unchecked(entry, Unchecked::body_not_stored, "/response/content/_file");
        undo_coding_of(response, entry, observed.bodies.emplace_back(*std::move(bytes)));
        entry.text = entry.body = observed.bodies.back();
        return;
    }
    if (text == nullptr || text->is(Kind::null))
        return set_unchecked(entry, Unchecked::body_not_stored, "/response/content/text");
    if (text->is(Kind::string)) {
        read_text(*content, *text, entry, observed);
    } else { // the body itself, where its text should be
        entry.oddities.push_back(mistake("/response/content/text", "a string", text));
        observed.bodies.emplace_back(observed.source->text().substr(text->offset, text->end - text->offset));
    }
    undo_coding_of(response, entry, observed.bodies.back());
    entry.text = entry.body = observed.bodies.back();
    if (!entry.unchecked && is_in_part(*content, entry.body))
        set_unchecked(entry, Unchecked::body_not_stored,
                      "/response/content/text is shorter than /response/content/size");
}

/// The time at which the response was complete. Entries without a time keep their order.
std::optional<text::Time> time_of(const Value& entry) {
    const Value* started = entry.find("startedDateTime");
    if (started == nullptr) return std::nullopt;
    const std::optional<text::Time> start = text::parse_time(started->text);
    if (!start) return std::nullopt;
    const Value* took = entry.find("time");
    const double wait = took == nullptr ? 0 : std::strtod(std::string(took->text).c_str(), nullptr);
    return wait > 0 && wait < 1e9 ? *start + std::llround(wait) : *start;
}

} // namespace

Observation read_har_entry(const Value& value, const ReadAttached& read_attached, Observed& observed) {
    Observation entry;
    if (!value.is(Kind::object)) {
        set_unchecked(entry, Unchecked::damaged, mistake("", "an object", &value));
        return entry;
    }
    if (!read_request(value, entry)) return entry;
    entry.time = time_of(value);
    const Value* response = value.find("response");
    entry.unchecked = failure(value, response);
    if (!entry.unchecked && is_web_socket(value, entry.url)) entry.unchecked = Unchecked::web_socket;
    if (entry.unchecked) return entry;
    if (response == nullptr || !response->is(Kind::object)) {
        const bool is_none = response == nullptr || response->is(Kind::null);
        set_unchecked(entry, is_none ? Unchecked::no_response : Unchecked::damaged,
                      mistake("/response", "an object", response));
        return entry;
    }
    read_status(response->find("status"), "/response/status", entry);
    if (entry.unchecked) return entry;
    read_head(*response, entry);
    if (!without_body(entry.method, entry.status)) read_body(*response, read_attached, entry, observed);
    return entry;
}

} // namespace understudy::intake
