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

    bool matches(const mock::JournalEntry& entry) const;

private:
    class Test;
    std::vector<Test> tests_;
};

} // namespace understudy::admin
