#pragma once

#include <deque>
#include <functional>
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
    Observed() = default;
    Observed(const Observed&) = delete; // the observations point into the rest, which a move leaves in place
    Observed& operator=(const Observed&) = delete;
    Observed(Observed&&) = default;
    Observed& operator=(Observed&&) = default;
    ~Observed() = default;

    std::string api; ///< the API that the text names; empty if it names none
    std::vector<Observation> observations;
    std::shared_ptr<const json::Document> source;
    std::deque<std::string> bodies; ///< bodies that `source` does not contain verbatim
    std::string attached;           ///< the path of the file beside the input that holds the body
};

using EachObserved = std::function<void(Observed&&)>;

/// An input format that carries more than bare bodies.
///
/// To add one, write a source file with two functions and add a row to the table in input_format.cpp. Input
/// that no row recognizes is bodies: each text is one response of the operation being checked.
struct InputFormat {
    std::string_view name; ///< for people: `fixture`
    bool is_by_line;       ///< whether each line of NDJSON is a text; else the whole file is one
    /// Whether a file that begins with this text has the format, however damaged it may be.
    bool (*recognizes)(std::string_view text);
    /// Reads one text of the file `name` and passes on what it holds, in order. A part that cannot be read
    /// is an Observation that says so. Throws json::LoadError (file, place, pointer, reason) if nothing can
    /// be read, and std::system_error after what came before the damage.
    void (*read)(const std::string& name, const Text& text, const EachObserved& each);
};

std::span<const InputFormat> input_formats();

/// The format that recognizes a text; nullptr for bodies.
const InputFormat* find_input_format(const Text& text);
/// The format of a file, by its first block: by the first texts in it, because one of them may be damaged.
const InputFormat* find_input_format(const Block& first);

} // namespace understudy::intake
