#pragma once

#include "validator/schema/compile/program.hpp"

namespace understudy::schema {

/// The quickest test that says yes to nearly all strings that conform to `node`.
StringTest string_test(const Node& node);

} // namespace understudy::schema
