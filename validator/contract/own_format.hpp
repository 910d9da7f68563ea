#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "validator/json/document.hpp"

namespace understudy::contract {

/// Parses a document in one of our own formats, which the embedded JSON Schema `schema`
/// (`fixture.schema.json`) describes. Throws json::LoadError (file, place, pointer, expected, found) for
/// anything else. Thread-safe.
std::shared_ptr<const json::Document> parse_own_document(std::string_view schema, std::string file,
                                                         std::string text);

} // namespace understudy::contract
