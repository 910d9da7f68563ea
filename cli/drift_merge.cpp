#include <boost/program_options/value_semantic.hpp>
#include <optional>
#include <ostream>

#include "cli/drift_verbs.hpp"
#include "cli/exit_code.hpp"
#include "cli/expectations.hpp"
#include "cli/outputs.hpp"
#include "validator/drift/summary.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    R"(Usage: understudy drift merge [options] FILE...

Adds the sums that check --summary wrote, of parts of one archive: in any order
and grouping the same bytes come out. Prints the sum, or the report of another
--format.

  understudy check --api noxus --summary monday.json monday/
  understudy check --api noxus --summary tuesday.json tuesday/
  understudy drift merge --format text monday.json tuesday.json

Exit status: 0 added, 1 drift at or above --fail-on, 2 wrong usage, or a file
that is no sum, or is of another contract.

)";

po::options_description describe_options() {
    po::options_description options("Options");
    Outputs::describe(options, "summary");
    Expectations::describe(options, "never");
    auto add = options.add_options();
    add("help,h", "this text");
    add("input", po::value<std::vector<std::string>>()->value_name("FILE"), "what to add (or just name it)");
    return options;
}

std::string named(const drift::Scope& scope) {
    return scope.api + " " + scope.version +
           (scope.method.empty() ? "" : ", " + scope.method + " " + scope.path) + " (sha256 " +
           scope.sha256.substr(0, 12) + ")";
}

} // namespace

int drift_merge(const Arguments& arguments, const Streams& streams) {
    const po::options_description options = describe_options();
    const po::variables_map values = parse_options(arguments, options, "input");
    if (values.count("help") != 0) {
        streams.out << kUsage << options;
        return kConforms;
    }
    Expectations expectations(values);
    if (values.count("input") == 0)
        throw UsageError("nothing to add: name the files that check --summary wrote");
    const auto files = values["input"].as<std::vector<std::string>>();
    std::optional<drift::Scope> scope;
    check::Tally tally(0);
    for (const std::string& file : files) {
        drift::Summary next = drift::read_summary(file, json::read_file(file));
        if (scope && next.scope != *scope)
            throw json::LoadError(
                file, "/scope", "expected a sum of " + named(*scope) + "; found one of " + named(next.scope));
        scope = next.scope;
        tally.add(std::move(next.sum));
    }
    Outputs outputs(values, files, streams);
    expectations.take(*scope, tally.sum());
    const report::Report check = expectations.check(*scope, tally);
    outputs.write(check);
    return report::fails(check) ? kDrift : kConforms;
}

} // namespace understudy::cli
