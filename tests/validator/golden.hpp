#pragma once

#include <string>
#include <string_view>

namespace understudy::test {

/// Compares a text with tests/golden/<name>. With UNDERSTUDY_GOLDEN=write in the environment the file is
/// written instead, to be looked at and committed.
void check_golden(std::string_view name, const std::string& text);

} // namespace understudy::test
