#pragma once

#include <vector>

#include "server/generate/tree.hpp"
#include "validator/schema/evaluate/link.hpp"

namespace understudy::generate {

/// Makes linked fields agree: the left field of each link takes the right field's value, if both exist and
/// have the same type.
void make_agree(Tree& tree, const std::vector<schema::Link>& links);

} // namespace understudy::generate
