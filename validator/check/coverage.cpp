#include "validator/check/coverage.hpp"

#include "validator/schema/evaluate/coverage_counter.hpp"

namespace understudy::check {

void ResponseCoverage::add(const schema::CoverageCounter& counter) {
    documents += counter.documents();
    for (const schema::CoverageCounter::Item& item : counter.items()) {
        FieldCoverage& field = fields[item.path];
        using Kind = schema::CoverageCounter::Kind;
        if (item.kind == Kind::field) field.documents += item.documents;
        if (item.kind == Kind::null) field.nullable = true, field.nulls += item.documents;
        if (item.kind == Kind::value) field.values[item.value] += item.documents;
    }
}

void ResponseCoverage::add(const ResponseCoverage& other) {
    documents += other.documents;
    for (const auto& [path, field] : other.fields) {
        FieldCoverage& sum = fields[path];
        sum.documents += field.documents;
        sum.nullable = sum.nullable || field.nullable;
        sum.nulls += field.nulls;
        for (const auto& [value, count] : field.values) sum.values[value] += count;
    }
}

void add(Coverage& sum, const Coverage& other) {
    for (const auto& [status, response] : other) sum[status].add(response);
}

Seen seen(const Coverage& coverage) {
    Seen result;
    const auto count = [&](std::uint64_t documents) {
        ++result.items;
        result.seen += documents != 0 ? 1U : 0U;
    };
    for (const auto& [status, response] : coverage) {
        count(response.documents);
        for (const auto& [path, field] : response.fields) {
            count(field.documents);
            if (field.nullable) count(field.nulls);
            for (const auto& [value, documents] : field.values) count(documents);
        }
    }
    return result;
}

} // namespace understudy::check
