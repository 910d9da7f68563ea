#pragma once

#include <sstream>
#include <string>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "validator/json/error.hpp"

namespace understudy::test {

/// What a command did: as main() would end, without a process.
struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};

inline Outcome run(int (*command)(const cli::Arguments&, const cli::Streams&),
                   const cli::Arguments& arguments) {
    std::ostringstream out, err;
    int code = 0;
    try {
        code = command(arguments, {out, err, false});
    } catch (const cli::UsageError& error) {
        code = cli::kWrongUse;
        err << error.what() << "\n";
    } catch (const json::LoadError& error) {
        code = cli::kWrongUse;
        err << error.what() << "\n";
    }
    return {code, out.str(), err.str()};
}

} // namespace understudy::test
