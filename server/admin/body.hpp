#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "server/mock/bad_argument.hpp"
#include "validator/json/document.hpp"

namespace understudy::admin {

/// The body of an admin request as JSON; an empty one is `{}`. Throws mock::BadArgument.
json::Document parse_body(std::string_view body);

/// Throws mock::BadArgument where `object` is none, or has a member of another name.
void expect_members(const json::Value& object, const std::string& pointer,
                    std::initializer_list<std::string_view> names);

/// The member, if it is there. Throw mock::BadArgument where it is of another kind.
std::optional<std::string_view> text_member(const json::Value& object, std::string_view name,
                                            const std::string& pointer);
std::optional<bool> boolean_member(const json::Value& object, std::string_view name,
                                   const std::string& pointer);
std::optional<std::uint64_t> count_member(const json::Value& object, std::string_view name,
                                          std::uint64_t most, const std::string& pointer);

/// `string "x"` only where it may be shown: `a string`, `an object`, as messages say it.
std::string_view kind_name(const json::Value& value);

} // namespace understudy::admin
