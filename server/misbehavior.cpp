#include "server/misbehavior.hpp"

#include <algorithm>
#include <cstdlib>

#include "server/http/gzip.hpp"
#include "server/http/problem.hpp"
#include "server/http/syntax.hpp"
#include "server/replay/chance.hpp"
#include "server/replay/drifter.hpp"

namespace understudy {
namespace {

constexpr http::Field kAllowOrigin = {"access-control-allow-origin", "*"};

bool ends_with_word(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && http::same_word(text.substr(text.size() - end.size()), end);
}

void set(std::vector<http::Field>& fields, std::string_view name, std::string_view value) {
    std::erase_if(fields, [&](const http::Field& field) { return http::same_word(field.name, name); });
    fields.push_back({name, value});
}

unsigned number_of(const std::string& status) {
    return static_cast<unsigned>(std::strtoul(status.c_str(), nullptr, 10)); // `default`, `4XX`: 0 and 4
}

} // namespace

Misbehavior::Misbehavior(const contract::Operation& operation) : operation_(operation) {
    // The names by which IETF's draft and most APIs go, with and without their X-.
    constexpr std::array<std::string_view, 3> kEnds = {"ratelimit-limit", "ratelimit-remaining",
                                                       "ratelimit-reset"};
    for (const contract::Response& response : operation.responses)
        for (const contract::Header& header : response.headers)
            for (std::size_t i = 0; i < kEnds.size(); ++i)
                if (ends_with_word(header.name, kEnds[i])) rate_fields_[i] = header.name;
}

Misbehavior::Reply Misbehavior::error(unsigned status, std::span<const http::Field> more_fields) const {
    const contract::Response* response = operation_.response(status);
    unsigned nearest = UINT32_MAX;
    if (response == nullptr || response->example.empty()) {
        response = nullptr;
        for (const contract::Response& each : operation_.responses) {
            const unsigned other = number_of(each.status);
            if (each.example.empty() || other < 400) continue;
            const unsigned distance = other > status ? other - status : status - other;
            if (distance < nearest) response = &each;
            nearest = std::min(nearest, distance);
        }
    }
    std::vector<http::Field> fields(more_fields.begin(), more_fields.end());
    fields.push_back(kAllowOrigin);
    if (response == nullptr)
        return http::problem(status, "ordered", "This error was ordered by a fault.", fields);
    fields.push_back({"content-type", response->media_type});
    return http::negotiable(status, fields, response->example);
}

Misbehavior::Reply Misbehavior::follow(const replay::Fault& fault, const http::Reply& due,
                                       std::string_view run, std::uint64_t poll, std::string& note) const {
    note = "fault: " + fault.name;
    const std::string seconds = std::to_string(fault.retry_after_s.value_or(0));
    const Reply error_reply = fault.status == 0 ? nullptr : error(fault.status);
    const http::Reply& base = error_reply == nullptr ? due : *error_reply;
    std::vector<http::Field> fields = base.fields();
    std::string body(base.body());
    if (fault.retry_after_s) set(fields, "retry-after", seconds);
    if (fault.drift) {
        const contract::Response* response = operation_.response(base.status());
        const auto seed = replay::Chance(fault.seed + poll, run).next();
        const auto changed = response == nullptr || response->body == nullptr
                                 ? std::nullopt
                                 : replay::drift_body(body, *response->body, *fault.drift, fault.at, seed);
        if (changed) body = *changed;
        if (!changed) note += ": nothing in this reply can drift so";
    }
    if (fault.invalid_json) body = body.empty() ? "{" : body.substr(0, body.size() - 1) + ",";
    if (fault.wrong_content_type) set(fields, "content-type", "text/html; charset=utf-8");
    return http::negotiable(base.status(), fields, std::move(body), replay::delivery_of(fault, run, poll));
}

Misbehavior::Reply Misbehavior::limited(const replay::RateMeter::Reading& reading, const Reply& due,
                                        std::int64_t now_ms) const {
    // Rounded up: a client that waits so long is let in.
    const std::string wait = std::to_string((reading.resets_at_ms - now_ms + 999) / 1000);
    const std::array<std::string, 3> values = {std::to_string(reading.limit),
                                               std::to_string(reading.remaining),
                                               std::to_string((reading.resets_at_ms + 999) / 1000)};
    const http::Field retry[] = {{"retry-after", wait}};
    const Reply base = reading.exceeded ? error(429, retry) : due;
    std::vector<http::Field> fields = base->fields();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!rate_fields_[i].empty()) set(fields, rate_fields_[i], values[i]);
    const http::Delivery* delivery = base->delivery();
    return http::negotiable(base->status(), fields, std::string(base->body()),
                            delivery == nullptr ? std::nullopt : std::optional(*delivery));
}

} // namespace understudy
