#pragma once

#include <span>

#include "validator/json/embedded_file.hpp"

namespace understudy::mock {

using json::EmbeddedFile;

/// The fixtures under 64 KiB in fixtures/, named `noxus/life-completed.json`, as they were when the program
/// was built.
std::span<const EmbeddedFile> embedded_fixtures();

} // namespace understudy::mock
