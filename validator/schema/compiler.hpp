#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "validator/json/document.hpp"
#include "validator/schema/program.hpp"

namespace understudy::schema {

/// What a schema says that this program will not check: a rule that is skipped in silence is worse than
/// none, so each is named with its place.
using Notes = std::vector<std::string>;

/// Compiles the schema at `pointer` of `document`, whose `$ref`s lead to places in the same document.
///
/// Throws json::LoadError (file, place, pointer, reason) where a keyword has a value that it cannot have, a
/// `$ref` leads nowhere or in a circle, or a keyword of JSON Schema is not supported by this version.
/// Words that are no keyword, and unknown formats, go to `notes`, once a place.
Program compile(std::shared_ptr<const json::Document> document, const std::string& pointer, Notes& notes);

/// The schema that `schema` and the `$ref`s from it lead to, and where it is; `pointer` is changed to it.
const json::Value& resolve(const json::Document& document, const json::Value& schema, std::string& pointer);

} // namespace understudy::schema
