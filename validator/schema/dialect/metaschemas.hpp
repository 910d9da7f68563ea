#pragma once

#include <span>

#include "validator/json/embedded_file.hpp"

namespace understudy::schema {

using json::EmbeddedFile;

/// The published meta-schemas of drafts 4, 6, 7, 2019-09 and 2020-12, and the vocabularies of the last two:
/// schemas/meta.
std::span<const EmbeddedFile> metaschemas();

} // namespace understudy::schema
