#pragma once

#include <string>
#include <vector>

#include "validator/intake/fixture.hpp"

namespace understudy::replay {

/// The fixtures embedded in the program.
std::vector<intake::Fixture> read_embedded_fixtures();

/// Every fixture in a folder and below, but for folders named `drifted`: those hold documents for `check`,
/// and are added to `left_out`. Throws json::LoadError for a `.json` file that is no fixture, and where there
/// is no fixture at all; std::system_error for what cannot be read.
std::vector<intake::Fixture> read_fixtures(const std::string& folder, std::vector<std::string>& left_out);

} // namespace understudy::replay
