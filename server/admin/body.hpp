#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "server/mock/bad_argument.hpp"
#include "validator/json/document.hpp"

namespace understudy::admin {

/// Parses the body of an admin request as JSON; an empty body counts as `{}`. Throws mock::BadArgument.
json::Document parse_body(std::string_view body);

/// Throws mock::BadArgument if `object` is not an object, or has a member that is not in `names`.
void expect_members(const json::Value& object, const std::string& pointer,
                    std::initializer_list<std::string_view> names);

/// The member, or nothing if it is absent. Throw mock::BadArgument if it has another type.
std::optional<std::string_view> text_member(const json::Value& object, std::string_view name,
                                            const std::string& pointer);
std::optional<bool> boolean_member(const json::Value& object, std::string_view name,
                                   const std::string& pointer);
std::optional<std::uint64_t> count_member(const json::Value& object, std::string_view name,
                                          std::uint64_t most, const std::string& pointer);

/// A value's type for messages, such as `a string` or `an object`. It never shows the value, which may be
/// private.
std::string_view kind_name(const json::Value& value);

} // namespace understudy::admin
