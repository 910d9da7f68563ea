#include <unistd.h>

#include <array>
#include <cstdlib>
#include <iostream>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/output_file.hpp"
#include "cli/record.hpp"
#include "cli/serve.hpp"
#include "validator/json/error.hpp"
#include "validator/text/nearest.hpp"

namespace {

using namespace understudy::cli;

constexpr const char* kUsage =
    R"(Usage: understudy COMMAND [options]

  serve      mock the run APIs from fixtures
  check      hold responses against an API's contract
  record     capture live runs as fixtures
  contracts  list the contracts, or explain one field by field
  drift      add up partial sums of checks; compare two contracts

understudy COMMAND --help says more.
)";

struct Command {
    std::string_view name;
    int (*run)(const Arguments&, const Streams&);
};
constexpr std::array<Command, 5> kCommands = {
    {{"serve", serve}, {"check", check}, {"record", record}, {"contracts", contracts}, {"drift", drift}}};

int run(const Arguments& arguments, const Streams& streams) {
    const std::string name = arguments.empty() ? "" : arguments.front();
    if (name == "--version") return streams.out << "understudy " UNDERSTUDY_VERSION "\n", kConforms;
    if (name == "--help" || name == "-h" || name == "help") return streams.out << kUsage, kConforms;
    std::array<std::string_view, kCommands.size()> names;
    for (std::size_t i = 0; i < kCommands.size(); ++i) {
        if (kCommands[i].name == name)
            return kCommands[i].run({arguments.begin() + 1, arguments.end()}, streams);
        names[i] = kCommands[i].name;
    }
    if (name.empty())
        throw UsageError("expected a command: serve, check, record, contracts or drift (understudy --help)");
    const std::string meant(understudy::text::nearest(name, names));
    throw UsageError("unknown command \"" + name + "\"" +
                     (meant.empty() ? " (understudy --help)" : "; did you mean " + meant + "?"));
}

} // namespace

int main(int count, char** values) {
    std::ios::sync_with_stdio(false);
    const char* no_color = std::getenv("NO_COLOR"); // no-color.org: counts where it is not empty
    const bool colour = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
    const char* term = std::getenv("TERM");
    const bool progress = isatty(STDERR_FILENO) != 0 && term != nullptr && std::string(term) != "dumb";
    const std::string program =
        count > 1 && values[1][0] != '-' ? std::string("understudy ") + values[1] : "understudy";
    try {
        const int code = run({values + 1, values + count}, {std::cout, std::cerr, colour, progress});
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
