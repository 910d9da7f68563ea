#pragma once

#include <span>

#include "validator/json/embedded_file.hpp"

namespace understudy::schema {

using json::EmbeddedFile;

/// The published meta-schemas of draft 4, draft 7 and 2020-12, and the vocabularies of the last:
/// schemas/meta.
std::span<const EmbeddedFile> metaschemas();

} // namespace understudy::schema
