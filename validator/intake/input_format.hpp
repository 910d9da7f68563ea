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

/// The content of one text of a file, and the memory that holds it.
struct Observed {
    std::string api; ///< the API that the text names; empty if it names none
    std::vector<Observation> observations;
    std::shared_ptr<const json::Document> source;
    std::deque<std::string> bodies; ///< bodies that `source` does not contain verbatim
};

/// An input format that carries more than bare bodies.
///
/// To add one, write a source file with two functions and add a row to the table in input_format.cpp. Input
/// that no row recognizes is bodies: each text is one response of the operation being checked.
struct InputFormat {
    std::string_view name; ///< for people: `fixture`
    bool is_by_line;       ///< whether each line of NDJSON is a text; else the whole file is one
    /// Whether a file that begins with this text has the format, however damaged it may be.
    bool (*recognizes)(std::string_view text);
    /// Reads one text of the file `name`. Throws json::LoadError (file, place, pointer, reason).
    Observed (*read)(const std::string& name, const Text& text);
};

std::span<const InputFormat> input_formats();

/// The format of a file, by its first text; nullptr for bodies.
const InputFormat* find_input_format(const Text& first);

} // namespace understudy::intake
