#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "validator/schema/evaluate/coverage_counter.hpp"

namespace understudy::check {

/// The number of documents in which a documented field was seen.
struct FieldCoverage {
    std::uint64_t documents = 0;
    bool nullable = false;
    std::uint64_t nulls = 0; ///< documents in which it was null, if it is nullable
    /// Documents by value of an `enum` or `x-known-values`: strings, and numbers and booleans as text.
    std::map<std::string, std::uint64_t> values;

    friend bool operator==(const FieldCoverage&, const FieldCoverage&) = default;
};

/// The coverage of one documented response.
struct ResponseCoverage {
    std::uint64_t documents = 0;                 ///< documents checked against it
    std::map<std::string, FieldCoverage> fields; ///< by path, as in findings: `sessions[].status`

    /// Adds the counts of one evaluator.
    void add(const schema::CoverageCounter& counter);
    void add(const ResponseCoverage& other);

    friend bool operator==(const ResponseCoverage&, const ResponseCoverage&) = default;
};

/// By documented status: `200`, `4XX`. A commutative monoid under add().
using Coverage = std::map<std::string, ResponseCoverage>;

void add(Coverage& sum, const Coverage& other);

/// How much of the contract was seen: fields, values, nulls of nullable fields, statuses.
struct Seen {
    std::uint64_t items = 0;
    std::uint64_t seen = 0;

    /// Rounded down, so that 100 means everything. 100 if there are no items.
    unsigned percent() const { return items == 0 ? 100 : static_cast<unsigned>(seen * 100 / items); }
};

Seen seen(const Coverage& coverage);

} // namespace understudy::check
