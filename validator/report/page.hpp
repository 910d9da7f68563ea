#pragma once

#include <span>

#include "validator/json/embedded_file.hpp"

namespace understudy::report {

using json::EmbeddedFile;

/// page.html, with `@DATA@` where the JSON report goes.
std::span<const EmbeddedFile> page_files();

} // namespace understudy::report
