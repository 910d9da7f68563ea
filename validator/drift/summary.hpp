#pragma once

#include <string>

#include "validator/check/sum.hpp"
#include "validator/drift/scope.hpp"

namespace understudy::drift {

/// A sum as a file (schemas/formats/summary.schema.json): all of it, so that files can be added in any order
/// and grouping, and the same sum is the same bytes.
std::string write_summary(const Scope& scope, const check::Sum& sum);

struct Summary {
    Scope scope;
    check::Sum sum;
};

/// Throws json::LoadError if the text is not a summary, or one of another version.
Summary read_summary(std::string file, std::string text);

} // namespace understudy::drift
