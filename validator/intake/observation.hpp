#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/header_field.hpp"
#include "validator/intake/unchecked.hpp"
#include "validator/text/time.hpp"

namespace understudy::intake {

/// One observed response, from any source: a file of responses, a line of a log, a browser's archive, a
/// fixture, a live API. The code that checks it needs to know nothing about the source.
///
/// The views point into memory that the maker of the observation keeps. A member that the source does not
/// give is empty: a bare body has no method, URL, fields or run.
struct Observation {
    std::string document;         ///< as reports name it
    std::string_view method = {}; ///< of the request
    std::string_view url = {};    ///< of the request; may hold secrets
    unsigned status = 200;
    /// The header fields of the response, without Content-Encoding, because the body is decoded. nullopt:
    /// unknown, and not checked.
    std::optional<std::vector<contract::HeaderField>> fields = {};
    bool has_all_fields = true;          ///< whether a field that is not in `fields` was not there
    std::string_view text = {};          ///< positions count within this text
    std::string_view body = {};          ///< a part of `text`
    std::size_t first_line = 1;          ///< the line number in the file at which `text` begins
    std::optional<text::Time> time = {}; ///< when the response was complete
    std::string run = {}; ///< the id of the run, if the source gives one apart from URL and body

    /// Why nothing of it is checked (its kind has no head), or only the head. Nothing: all of it is checked.
    std::optional<Unchecked> unchecked = {};
    std::string why = {};                   ///< more about `unchecked`; holds no value of the input
    std::vector<std::string> oddities = {}; ///< what was read in spite of a mistake: place, expected, found
};

/// Where it is in the input, as reports name it: `runs.ndjson:3`.
std::string place_of(const Observation& observation);

/// The reason why such a response has no body (RFC 9110 §9.3.2, §15.3.5, §15.3.6, §15.4.5); nothing if it may
/// have one.
std::optional<Unchecked> without_body(std::string_view method, unsigned status);

} // namespace understudy::intake
