#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output_file.hpp"
#include "validator/json/error.hpp"

namespace {

using namespace understudy::cli;

// Lines longer than this are hard to read, however wide the terminal.
constexpr unsigned kWidest = 120;
constexpr unsigned kNarrowest = 60;

unsigned width_of_terminal() {
    ::winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
    return std::clamp<unsigned>(size.ws_col, kNarrowest, kWidest);
}

} // namespace

int main(int count, char** values) {
    std::ios::sync_with_stdio(false);
    const char* no_color = std::getenv("NO_COLOR"); // no-color.org: an empty one counts as unset
    const bool colour = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
    const char* term = std::getenv("TERM");
    const bool progress = isatty(STDERR_FILENO) != 0 && term != nullptr && std::string(term) != "dumb";
    const std::string program =
        count > 1 && values[1][0] != '-' ? std::string("understudy ") + values[1] : "understudy";
    try {
        const int code = run_program({values + 1, values + count},
                                     {std::cout, std::cerr, colour, progress, width_of_terminal()});
        understudy::cli::flush(std::cout, "standard output");
        return code;
    } catch (const UsageError& error) {
        std::cerr << program << ": " << error.what() << "\n";
        return kWrongUse;
    } catch (const understudy::json::LoadError& error) {
        std::cerr << program << ": " << error.what() << "\n";
        return kWrongUse;
    } catch (const std::exception& error) {
        std::cerr << program << ": " << error.what() << "\n";
        return kNotCompleted;
    }
}
