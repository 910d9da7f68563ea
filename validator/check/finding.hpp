#pragma once

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
/// Nothing where the word is none of the three.
std::optional<Severity> parse_severity(std::string_view word);

/// One breach of a contract in one document. Plain data that owns its text; values are already masked.
struct Finding {
    schema::Rule rule = schema::Rule::body_malformed;
    Severity severity = Severity::error;
    schema::Evidence evidence = schema::Evidence::documented;
    std::string document; ///< the file, as it was named; `runs.ndjson`, `life.json#/responses/2/body`
    json::Position place; ///< in the file
    std::string pointer;  ///< RFC 6901 instance location; of a missing property, where it should be
    std::string path; ///< the same with every index as `[]`: `sessions[].status`; else `(header) Retry-After`
    std::string expected;
    std::string found;
    /// Of what is not of its type, or not documented: its own, `integer`; of a string that has one, with its
    /// format, `string uuid`. Else empty.
    std::string kind;
    std::uint64_t size = 0; ///< of what is too long, in code points

    /// `/status: expected one of queued, running; found "paused"`
    std::string message() const;
};

/// The severity of a breach: what is documented or published must hold (error); what is inferred, a value
/// outside an advisory list, and a property that nobody documented are drift worth seeing (warning).
Severity severity_of(schema::Rule rule, schema::Evidence evidence);

/// `show_values`: whether the value that was found is shown even where may_show() says no.
Finding make_finding(schema::Breach&& breach, std::string document, json::Position place, bool show_values);

} // namespace understudy::check
