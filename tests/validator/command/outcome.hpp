#pragma once

#include <sstream>
#include <string>

#include "validator/command/commands.hpp"
#include "validator/command/exit_code.hpp"
#include "validator/json/error.hpp"

namespace understudy::test {

/// What a command did: as main() would end, without a process.
struct Outcome {
    int code = 0;
    std::string out;
    std::string err;
};

inline Outcome run(int (*command)(const command::Arguments&, const command::Streams&),
                   const command::Arguments& arguments) {
    std::ostringstream out, err;
    int code = 0;
    try {
        code = command(arguments, {out, err, false});
    } catch (const command::UsageError& error) {
        code = command::kWrongUse;
        err << error.what() << "\n";
    } catch (const json::LoadError& error) {
        code = command::kWrongUse;
        err << error.what() << "\n";
    }
    return {code, out.str(), err.str()};
}

} // namespace understudy::test
