#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "validator/intake/observation.hpp"
#include "validator/intake/text_reader.hpp"
#include "validator/json/document.hpp"

namespace understudy::intake {

/// What one text of a file holds, and the memory that it is in.
struct Observed {
    std::string api; ///< the API that the text says it is of; empty: it does not say
    std::vector<Observation> observations;
    std::shared_ptr<const json::Document> source;
    std::deque<std::string> bodies; ///< those that are not in `source` as they are
};

/// A format of input that says more than bare bodies do.
///
/// To add one: a source file with two functions, and a row in the table in input_format.cpp. What no row
/// recognizes is bodies: each text one response of the operation that is checked.
struct InputFormat {
    std::string_view name; ///< for people: `fixture`
    bool is_by_line;       ///< whether its texts are the lines of NDJSON; else one text is the whole file
    /// Whether a file whose first text this is has the format, however damaged it may be.
    bool (*recognizes)(std::string_view text);
    /// Reads one text of the file `name`. Throws json::LoadError (file, place, pointer, reason).
    Observed (*read)(const std::string& name, const Text& text);
};

std::span<const InputFormat> input_formats();

/// The format of a file by its first text; nullptr: bodies.
const InputFormat* find_input_format(const Text& first);

} // namespace understudy::intake
