#pragma once

#include <iosfwd>

#include "cli/options.hpp"

namespace understudy::cli {

/// Where a command's words go: the result to `out` and nothing else, the rest to `err`.
struct Streams {
    std::ostream& out;
    std::ostream& err;
    bool colour = false;   ///< whether `out` takes ANSI colours
    bool progress = false; ///< whether `err` is a terminal that lines can be written over on
};

/// `understudy check`: holds responses against a contract. Returns an ExitCode; throws UsageError and
/// json::LoadError.
int check(const Arguments& arguments, const Streams& streams);

/// `understudy drift`: adds up partial sums, compares contracts.
int drift(const Arguments& arguments, const Streams& streams);

/// `understudy contracts`: lists the contracts, or explains one.
int contracts(const Arguments& arguments, const Streams& streams);

} // namespace understudy::cli
