#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "validator/json/document.hpp"

namespace understudy::contract {

/// A document in a format of our own, which the embedded JSON Schema `schema` (`fixture.schema.json`)
/// describes. Throws json::LoadError (file, place, pointer, expected, found) for anything else. Threads may
/// call it.
std::shared_ptr<const json::Document> parse_own_document(std::string_view schema, std::string file,
                                                         std::string text);

} // namespace understudy::contract
