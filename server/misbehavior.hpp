#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/replay/fault.hpp"
#include "server/replay/rate_meter.hpp"
#include "validator/contract/contract.hpp"

namespace understudy {

/// Replies that are not as they should be, because somebody ordered it: in the shape that one operation's
/// contract has for them. Immutable; threads may share it.
class Misbehavior {
public:
    /// `operation` outlives it.
    explicit Misbehavior(const contract::Operation& operation);

    using Reply = std::shared_ptr<const http::Reply>;

    /// An error of that status: the documented example, else that of the nearest documented error, else a
    /// problem.
    Reply error(unsigned status, std::span<const http::Field> more_fields = {}) const;

    /// The reply that comes of a rule. `due`: what would be sent otherwise. `note`: what was done to it.
    Reply follow(const replay::Fault& fault, const http::Reply& due, std::string_view run, std::uint64_t poll,
                 std::string& note) const;

    /// `due` with the fields in which the contract has a rate limit told; a 429 where it is exceeded.
    Reply limited(const replay::RateMeter::Reading& reading, const Reply& due, std::int64_t now_ms) const;

private:
    const contract::Operation& operation_;
    /// The documented fields for the limit, what remains, and when it starts anew; empty where there is none.
    std::array<std::string, 3> rate_fields_;
};

} // namespace understudy
