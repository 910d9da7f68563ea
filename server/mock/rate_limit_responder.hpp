#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "server/http/message.hpp"
#include "server/mock/rate_meter.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// Adds the state of a rate limit to replies, in the fields that one operation documents for it. Immutable;
/// threads may share it.
class RateLimitResponder {
public:
    /// `operation` outlives the responder.
    explicit RateLimitResponder(const contract::Operation& operation);

    using Reply = std::shared_ptr<const http::Reply>;

    /// `due` with the rate limit's fields, or a 429 with `Retry-After` if the limit is exceeded.
    Reply limited(const RateMeter::Reading& reading, const Reply& due, std::int64_t now_ms) const;

private:
    const contract::Operation& operation_;
    /// The documented fields for the limit, the remainder and the reset time; empty if not documented.
    std::array<std::string, 3> fields_;
};

} // namespace understudy::mock
