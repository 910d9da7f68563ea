#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "validator/contract/header_field.hpp"
#include "validator/text/time.hpp"

namespace understudy::intake {

/// One response that was observed, wherever it came from: a file of responses, a line of a log, an archive of
/// a browser, a fixture, a live API. What holds it against a contract needs to know nothing about its source.
///
/// Views are into memory that whoever made the observation keeps. What the source does not say is empty: a
/// bare body has no method, no URL, no fields and no run.
struct Observation {
    std::string document;         ///< as reports call it
    std::string_view method = {}; ///< of the request
    std::string_view url = {};    ///< of the request; may hold secrets
    unsigned status = 200;
    /// Of the response, without Content-Encoding: the body is decoded. nullopt: not known, and not checked.
    std::optional<std::vector<contract::HeaderField>> fields = {};
    std::string_view text = {};          ///< the text that positions are counted in
    std::string_view body = {};          ///< a part of `text`
    std::size_t first_line = 1;          ///< the number of the first line of `text` in its file
    std::optional<text::Time> time = {}; ///< when the response was whole
    std::string run = {}; ///< the id of its run, where the source names one apart from URL and body
};

} // namespace understudy::intake
