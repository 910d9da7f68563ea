#pragma once

#include <string_view>

#include "server/generate/tree.hpp"

namespace understudy::generate {

/// The value that these canonical bytes encode (validator/json/canonical.hpp).
Tree tree_of_canonical(std::string_view bytes);

} // namespace understudy::generate
