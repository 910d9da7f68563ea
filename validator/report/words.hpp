#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "validator/check/tally.hpp"
#include "validator/report/report.hpp"

namespace understudy::report {

/// `1 document`, `2 documents`.
std::string counted(std::uint64_t count, const std::string& noun);

/// `3 of 12 documents, 5 places`. The total counts only documents that have the place, if some do not.
std::string times(const check::Drift& drift, const check::Sum& sum);

/// ` (3 of 12 documents)`; empty of a change between two contracts, which is no matter of how many.
std::string times_in_brackets(const check::Drift& drift, const check::Sum& sum);

/// `2 errors, 1 warning`, or of two contracts, `2 breaking changes, 1 warning, 4 additive changes`.
std::string verdict(const Report& check);
/// What follows it: ` in 3 of 12 documents`.
std::string verdict_extent(const Report& check);
/// The same of a check without drift to report: `12 documents checked, no drift`.
std::string good_verdict(const Report& check);

/// ` and 2 others`: the other values that were found besides the first; empty if there are none.
std::string others(const check::Drift& drift);

/// The path as people read it: `(body)` for the body itself.
std::string path_name(std::string_view path);

/// Whether a report has to say of which operation a drift is: it is of several, or of an archive.
bool has_operations(const Report& check);
/// `GET /users/{id}`, after the name of its API if the report is of several.
std::string operation_title(const Report& check, const check::OperationName& name);
/// The path, after the operation where a report has to say it: `GET /users/{id} n`.
std::string place_name(const Report& check, const check::Finding& finding);

/// The file that a document is in: of `life.json#/responses/2/body`, `life.json`.
std::string_view file_of(std::string_view document);

/// The documented values, responses, fields and nulls that no document had, the first few by name.
std::string never_seen(const Report& check);

/// The findings for reports that list them: the kept ones, or the first of each drift if none was kept.
std::vector<check::Finding> listed(const check::Tally& tally);

} // namespace understudy::report
