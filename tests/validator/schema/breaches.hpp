#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/schema/compile/program.hpp"
#include "validator/schema/evaluate/evaluator.hpp"

namespace understudy::test {

/// Compiles a schema given as text; what is noted goes to `notes`, where that is given.
schema::Program compiled(std::string text, std::vector<std::string>* notes = nullptr,
                         const std::string& pointer = "");

/// What an instance breaks, one line a breach: `type.mismatch at 6 /a/0 (a[]) documented: expected string;
/// found an integer [12]`, the value last, where it has one.
std::vector<std::string> breaches(const schema::Program& program, std::string_view instance,
                                  schema::EvaluatorOptions options = {});

/// The same in short: `type.mismatch /a/0`.
std::vector<std::string> rules(const schema::Program& program, std::string_view instance);

} // namespace understudy::test
