#pragma once

namespace understudy::cli {

/// The exit statuses of the program.
enum ExitCode {
    kConforms = 0,
    kDrift = 1,        ///< at or above --fail-on
    kWrongUse = 2,     ///< usage, configuration, contract or fixture
    kNotCompleted = 3, ///< network, I/O, or nothing was checked
};

} // namespace understudy::cli
