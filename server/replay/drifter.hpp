#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/replay/fault.hpp"
#include "validator/schema/program.hpp"

namespace understudy::replay {

/// A body with one change that its schema does not allow and a check would tell of; nothing where no such
/// change can be made of it. `at`: where (a JSON Pointer; of `undocumented`, the object); not said: `seed`
/// chooses.
std::optional<std::string> drift_body(std::string_view body, const schema::Program& schema, Drift drift,
                                      const std::optional<std::string>& at, std::uint64_t seed);

} // namespace understudy::replay
