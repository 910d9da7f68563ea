#include "server/mock/rate_limit_responder.hpp"

#include "server/http/gzip.hpp"
#include "server/mock/documented_error.hpp"
#include "validator/text/ascii.hpp"

namespace understudy::mock {
namespace {

bool ends_with_word(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text::equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

} // namespace

RateLimitResponder::RateLimitResponder(const contract::Operation& operation) : operation_(operation) {
    // The names in the IETF's draft and in most APIs, with and without `X-`.
    constexpr std::array<std::string_view, 3> kEnds = {"ratelimit-limit", "ratelimit-remaining",
                                                       "ratelimit-reset"};
    for (const contract::Response& response : operation.responses)
        for (const contract::Header& header : response.headers)
            for (std::size_t i = 0; i < kEnds.size(); ++i)
                if (ends_with_word(header.name, kEnds[i])) fields_[i] = header.name;
}

RateLimitResponder::Reply RateLimitResponder::limited(const RateMeter::Reading& reading, const Reply& due,
                                                      std::int64_t now_ms) const {
    // Rounded up, so that a client that waits this long is let in.
    const std::string wait = std::to_string((reading.resets_at_ms - now_ms + 999) / 1000);
    const std::array<std::string, 3> values = {std::to_string(reading.limit),
                                               std::to_string(reading.remaining),
                                               std::to_string((reading.resets_at_ms + 999) / 1000)};
    const http::Field retry[] = {{"retry-after", wait}};
    const Reply base = reading.exceeded ? documented_error(operation_, 429, retry) : due;
    std::vector<http::Field> fields = base->fields();
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!fields_[i].empty()) set_field(fields, fields_[i], values[i]);
    const http::Delivery* delivery = base->delivery();
    return http::negotiable(base->status(), fields, std::string(base->body()),
                            delivery == nullptr ? std::nullopt : std::optional(*delivery));
}

} // namespace understudy::mock
