#pragma once

#include <vector>

#include "server/replay/tree.hpp"
#include "validator/schema/link.hpp"

namespace understudy::replay {

/// Makes the fields agree that links say must: the left one of each gets the right one's value, where both
/// are there and of one kind.
void make_agree(Tree& tree, const std::vector<schema::Link>& links);

} // namespace understudy::replay
