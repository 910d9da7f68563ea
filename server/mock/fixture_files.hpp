#pragma once

#include <string>
#include <vector>

#include "validator/intake/fixture.hpp"

namespace understudy::mock {

/// The fixtures embedded in the program.
std::vector<intake::Fixture> read_embedded_fixtures();

/// Every fixture in a folder and below. Throws json::LoadError for a `.json` file that is not a fixture, and
/// where the folder has no fixture at all; std::system_error for what cannot be read.
std::vector<intake::Fixture> read_fixtures(const std::string& folder);

} // namespace understudy::mock
