#pragma once

#include <stdexcept>
#include <string>

#include "tests/validator/case_file.hpp"

namespace understudy::test {

inline std::string good_fixture() {
    return R"({"understudy_fixture": 1,
 "api": "noxus",
 "run_id": "r-1",
 "recorded": {"at": "2025-01-01T00:00:00Z"},
 "responses": [
  {"at_ms": 0, "status": 200, "body": {}},
  {"at_ms": 50, "status": 404, "body":  {"a": [1]} }]
 })";
}

/// A case of tests/data/intake/fixture_errors.json: the good fixture with one part replaced, or a text of its
/// own.
inline std::string damaged_fixture(const Case& each) {
    if (each.has("text")) return each.text("text");
    std::string text = good_fixture();
    const std::string part = each.text("replace");
    const std::size_t at = text.find(part);
    if (at == std::string::npos) throw std::runtime_error(each.name() + ": the fixture has no " + part);
    return text.replace(at, part.size(), each.text("by"));
}

} // namespace understudy::test
