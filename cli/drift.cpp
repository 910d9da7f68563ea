#include <array>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/drift_verbs.hpp"
#include "cli/exit_code.hpp"
#include "validator/text/nearest.hpp"

namespace understudy::cli {
namespace {

constexpr const char* kUsage =
    R"(Usage: understudy drift VERB [options]

  merge FILE...   add the sums that check --summary wrote, and report
  diff OLD NEW    what changed between two contracts, for who reads answers

understudy drift VERB --help says more.
)";

struct Verb {
    std::string_view name;
    int (*run)(const Arguments&, const Streams&);
};
constexpr auto kVerbs = std::to_array<Verb>({{"merge", drift_merge}, {"diff", drift_diff}});

} // namespace

int drift(const Arguments& arguments, const Streams& streams) {
    const std::string name = arguments.empty() ? "" : arguments.front();
    if (name == "--help" || name == "-h") return streams.out << kUsage, kConforms;
    std::array<std::string_view, kVerbs.size()> names;
    for (std::size_t i = 0; i < kVerbs.size(); ++i) {
        if (kVerbs[i].name == name) return kVerbs[i].run({arguments.begin() + 1, arguments.end()}, streams);
        names[i] = kVerbs[i].name;
    }
    if (name.empty()) throw UsageError("expected what to do (understudy drift --help)");
    const std::string meant(text::nearest(name, names));
    throw UsageError("there is no \"" + name + "\"" +
                     (meant.empty() ? " (understudy drift --help)" : "; did you mean " + meant + "?"));
}

} // namespace understudy::cli
