#pragma once

#include <string>

#include "validator/drift/scope.hpp"
#include "validator/drift/sum.hpp"

namespace understudy::drift {

/// A sum as a file (schemas/summary.schema.json): all of it, so that files can be added in any order and
/// grouping, and the same sum is the same bytes.
std::string write_summary(const Scope& scope, const Sum& sum);

struct Summary {
    Scope scope;
    Sum sum;
};

/// Throws json::LoadError for what is no summary, or is one of another version.
Summary read_summary(std::string file, std::string text);

} // namespace understudy::drift
