#pragma once

#include <string_view>

#include "server/replay/tree.hpp"

namespace understudy::replay {

/// The value whose canonical bytes these are (validator/json/canonical.hpp).
Tree tree_of_canonical(std::string_view bytes);

} // namespace understudy::replay
