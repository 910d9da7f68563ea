#pragma once

#include <vector>

#include "server/generate/tree.hpp"
#include "validator/schema/evaluate/link.hpp"

namespace understudy::generate {

/// Makes the fields agree that links say must: the left one of each gets the right one's value, where both
/// are there and of one kind.
void make_agree(Tree& tree, const std::vector<schema::Link>& links);

} // namespace understudy::generate
