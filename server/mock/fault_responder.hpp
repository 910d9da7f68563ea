#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/message.hpp"
#include "server/mock/fault_rule.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// Makes the replies that fault rules order: errors in the API's own shape, bodies that drift, replies that
/// break off. Immutable; threads may share it.
class FaultResponder {
public:
    /// `operation` outlives the responder.
    explicit FaultResponder(const contract::Operation& operation) : operation_(operation) {}

    /// The reply that a rule orders. `due`: the reply without the rule. Sets `note` to describe the fault.
    std::shared_ptr<const http::Reply> follow(const FaultRule& fault, const http::Reply& due,
                                              std::string_view run, std::uint64_t poll,
                                              std::string& note) const;

private:
    const contract::Operation& operation_;
};

} // namespace understudy::mock
