#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "server/http/message.hpp"
#include "server/mock/rate_meter.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// Says in replies how much of a rate limit is left, in the fields that one operation documents for it.
/// Immutable; threads may share it.
class RateLimitResponder {
public:
    /// `operation` outlives it.
    explicit RateLimitResponder(const contract::Operation& operation);

    using Reply = std::shared_ptr<const http::Reply>;

    /// `due` with the rate limit's fields; a 429 with `Retry-After` where the limit is exceeded.
    Reply limited(const RateMeter::Reading& reading, const Reply& due, std::int64_t now_ms) const;

private:
    const contract::Operation& operation_;
    /// The documented fields for the limit, what remains, and when it starts anew; empty where there is none.
    std::array<std::string, 3> fields_;
};

} // namespace understudy::mock
