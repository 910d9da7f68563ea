#pragma once

#include <memory>
#include <span>

#include "server/http/message.hpp"
#include "validator/contract/contract.hpp"

namespace understudy::mock {

/// An error with that status in the API's own shape: the documented example, else the example of the nearest
/// documented error, else a problem (RFC 9457).
std::shared_ptr<const http::Reply> documented_error(const contract::Operation& operation, unsigned status,
                                                    std::span<const http::Field> more_fields = {});

/// Replaces all fields of that name by one. Names compare without case.
void set_field(std::vector<http::Field>& fields, std::string_view name, std::string_view value);

} // namespace understudy::mock
