#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/mock/journal.hpp"
#include "validator/json/document.hpp"

namespace understudy::admin {

/// Selects requests, in WireMock's convention: `method`, `url`, `urlPath`, `urlPattern`, `urlPathPattern`,
/// `headers` and `queryParameters`, the latter two with `equalTo`, `contains`, `matches`, `doesNotMatch`,
/// `doesNotContain`, `absent` and `caseInsensitive`. An empty pattern selects every request. Immutable.
class RequestPattern {
public:
    /// Throws mock::BadArgument for anything that it does not know, including body patterns: it never ignores
    /// one.
    explicit RequestPattern(const json::Value& value);
    ~RequestPattern();
    RequestPattern(RequestPattern&&) noexcept;

    /// Throws mock::BadArgument if the search for a regular expression is given up (schema::Pattern).
    bool matches(const mock::JournalEntry& entry) const;

    /// Whether it searches for one, which may take long.
    bool is_regular_expression() const { return is_regular_expression_; }

private:
    class Test;
    std::vector<Test> tests_;
    bool is_regular_expression_ = false;
};

} // namespace understudy::admin
