#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "validator/schema/compile/program.hpp"

namespace understudy::generate {

/// A change of a body that its contract does not allow.
enum class Mutation { enum_value, missing, null, undocumented, long_text, type, format };

/// Returns a body with one change that its schema does not allow and that a check would report, or nothing if
/// this body allows no such change. `at` is the place of the change (a JSON Pointer; for `undocumented`, the
/// object). Without `at`, `seed` chooses the place.
std::optional<std::string> mutate_body(std::string_view body, const schema::Program& schema, Mutation drift,
                                       const std::optional<std::string>& at, std::uint64_t seed);

} // namespace understudy::generate
