#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "validator/schema/compile/program.hpp"

namespace understudy::generate {

/// A change of a body that its contract does not allow.
enum class Mutation { enum_value, missing, null, undocumented, long_text };

/// A body with one change that its schema does not allow and a check would tell of; nothing where no such
/// change can be made of it. `at`: where (a JSON Pointer; of `undocumented`, the object); not said: `seed`
/// chooses.
std::optional<std::string> mutate_body(std::string_view body, const schema::Program& schema, Mutation drift,
                                       const std::optional<std::string>& at, std::uint64_t seed);

} // namespace understudy::generate
