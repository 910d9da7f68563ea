#pragma once

#include <span>

#include "validator/json/embedded_file.hpp"

namespace understudy::mock {

using json::EmbeddedFile;

/// The fixtures in fixtures/ that are smaller than 64 KiB, as of the build, with names such as
/// `noxus/life-completed.json`.
std::span<const EmbeddedFile> embedded_fixtures();

} // namespace understudy::mock
