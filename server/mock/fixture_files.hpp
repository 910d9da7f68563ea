#pragma once

#include <string>
#include <vector>

#include "validator/intake/fixture.hpp"

namespace understudy::mock {

/// The fixtures embedded in the program.
std::vector<intake::Fixture> read_embedded_fixtures();

/// Every fixture in a folder and its subfolders. Throws json::LoadError if a `.json` file is not a fixture or
/// if there is no fixture at all, and std::system_error for anything that it cannot read.
std::vector<intake::Fixture> read_fixtures(const std::string& folder);

} // namespace understudy::mock
