#pragma once

#include <span>

#include "validator/json/embedded_file.hpp"

namespace understudy::admin {

using json::EmbeddedFile;

/// The files of the folder console, each as `console/NAME`.
std::span<const EmbeddedFile> console_files();

} // namespace understudy::admin
