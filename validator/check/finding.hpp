#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "validator/json/position.hpp"
#include "validator/schema/dialect/rule.hpp"
#include "validator/schema/evaluate/breach.hpp"

namespace understudy::check {

enum class Severity { info, warning, error };

std::string_view severity_name(Severity severity);
/// Nothing if the word is not one of the three names.
std::optional<Severity> parse_severity(std::string_view word);

/// The operation that a document was held against. Sums, coverage and reports group by it.
struct OperationName {
    std::string api;       ///< the contract's name
    std::string operation; ///< `GET /users/{id}`; empty for a schema by itself

    friend auto operator<=>(const OperationName&, const OperationName&) = default;
};

/// One breach of a contract in one document. Plain data that owns its text; values are already masked.
struct Finding {
    schema::Rule rule = schema::Rule::body_malformed;
    Severity severity = Severity::error;
    schema::Evidence evidence = schema::Evidence::documented;
    OperationName operation;
    std::string document; ///< the file, as the user named it; `runs.ndjson`, `life.json#/responses/2/body`
    json::Position place; ///< in the file
    std::string item;     ///< of a body that is a sequence: `line 3`, `event 2`; else empty
    std::string
        pointer;      ///< RFC 6901 instance location, in the item; for a missing property, where it should be
    std::string path; ///< pointer with indexes as `[]`: `sessions[].status`; or `(header) Retry-After`
    std::string expected;
    std::string found;
    /// What changed between two contracts, in words for people: `was at most 9; is now at most 10`. Empty of
    /// a breach.
    std::string change;
    /// For a value of the wrong type or an undocumented one, its actual type: `integer`; for a string with a
    /// known format, `string uuid`. Else empty.
    std::string kind;
    std::uint64_t size = 0; ///< the length of a value that is too long, in code points

    /// `expected one of queued, running; found "paused"`, or the change.
    std::string words() const;
    /// The same with its place: `/status: expected one of queued, running; found "paused"`
    std::string message() const;
};

/// The severity of a breach. A documented or published rule must hold, so its breach is an error. The breach
/// of an inferred rule, a value outside an advisory list and an undocumented property are drift worth seeing:
/// a warning.
Severity severity_of(schema::Rule rule, schema::Evidence evidence);

/// `show_values`: whether to show the value found even if may_show() says no.
Finding make_finding(schema::Breach&& breach, std::string document, json::Position place, bool show_values);

} // namespace understudy::check
