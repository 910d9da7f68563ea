#include <optional>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/expectations.hpp"
#include "cli/outputs.hpp"
#include "validator/drift/summary.hpp"

namespace understudy::cli {
namespace {

std::string named(const drift::Scope& scope) {
    return scope.api + " " + scope.version +
           (scope.method.empty() ? "" : ", " + scope.method + " " + scope.path) + " (sha256 " +
           scope.sha256.substr(0, 12) + ")";
}

int run(const OptionValues& values, const Streams& streams) {
    Expectations expectations(values);
    const std::vector<std::string> files = values.list("input");
    if (files.empty()) throw UsageError("nothing to add: name the files that check --summary wrote");
    std::optional<drift::Scope> scope;
    check::Tally tally(0);
    for (const std::string& file : files) {
        drift::Summary next = drift::read_summary(file, json::read_file(file));
        if (scope && !next.scope.has_contract_of(*scope))
            throw json::LoadError(
                file, "/scope", "expected a sum of " + named(*scope) + "; found one of " + named(next.scope));
        scope = scope ? drift::joined(*std::move(scope), next.scope) : next.scope;
        tally.add(std::move(next.sum));
    }
    Outputs outputs(values, streams);
    if (const std::string note = expectations.take(*scope, tally.sum()); !note.empty())
        streams.err << "understudy drift merge: " << note << "\n";
    const report::Report check = expectations.check(*scope, tally);
    outputs.write(check);
    return report::fails(check) ? kDrift : kConforms;
}

} // namespace

const Command& drift_merge_command() {
    static const Command kCommand = {
        .name = "drift merge",
        .brief = "add the sums that check --summary wrote, and report",
        .usage = "[options] FILE...",
        .about =
            "Adds the sums that check --summary wrote for parts of one archive. Any order and any grouping "
            "give "
            "the same bytes. Prints the sum, or the report of another --format.",
        .examples =
            "understudy check --api noxus --summary monday.json monday/\n"
            "understudy check --api noxus --summary tuesday.json tuesday/\n"
            "understudy drift merge --format text monday.json tuesday.json",
        .exit_status =
            "0 added, 1 drift at or above --fail-on, 2 wrong usage, or a file that is not a sum or "
            "belongs to another contract.",
        .groups = {Outputs::summary_flags(), Expectations::lenient_flags()},
        .positional = {"input", "FILE", Completes::files},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
