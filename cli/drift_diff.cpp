#include <algorithm>
#include <array>
#include <ostream>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "cli/shared_flags.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/drift/contract_diff.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 2> kFlags = {{
    fail_on_flag("error"),
    {.name = "allow-ref-outside", .brief = "allow a $ref to a file outside the folder of its contract"},
}};

std::shared_ptr<const contract::Contract> load(const std::string& said, const char* name,
                                               bool allow_ref_outside) {
    contract::Catalog catalog;
    const auto names = catalog.names();
    const bool is_name = std::find(names.begin(), names.end(), said) != names.end();
    return catalog.get(is_name ? said : catalog.add(std::string(name) + "=" + said, {allow_ref_outside}));
}

int run(const OptionValues& values, const Streams& streams) {
    const auto fails_at = read_fail_on(values);
    const std::vector<std::string> inputs = values.list("input");
    if (inputs.size() != 2) throw UsageError("expected two contracts: the old one and the new one");
    const auto old = load(inputs[0], "old", values.has("allow-ref-outside"));
    const auto now = load(inputs[1], "new", values.has("allow-ref-outside"));
    Outputs outputs(values, streams);
    check::Tally tally(100'000);
    if (outputs.streams_findings())
        tally.stream_to([&](const check::Finding& finding) { outputs.add(finding); });
    drift::diff(*old, *now, tally);
    const drift::Scope scope{now->name(), now->title(), now->version(), now->sha256(), "", ""};
    const report::Report check{scope, tally, fails_at};
    outputs.write(check);
    return report::fails(check) ? kDrift : kConforms;
}

} // namespace

const Command& drift_diff_command() {
    static const Command kCommand = {
        .name = "drift diff",
        .brief = "compare two contracts: what must clients now expect?",
        .usage = "[options] OLD NEW",
        .about =
            "Shows what programs that were written for the contract OLD must expect from responses that "
            "conform to NEW, by the same rules and paths as check. A change that can break a program is "
            "an error. A response that may hold more than OLD promised is a warning. What NEW promises "
            "beyond OLD is information. OLD and NEW are OpenAPI files or names of contracts.",
        .examples = "understudy drift diff noxus noxus.new.openapi.json",
        .exit_status =
            "0 nothing breaks, 1 a change at or above --fail-on, 2 wrong usage, or a contract that cannot "
            "be used.",
        .groups = {Outputs::flags(), {"What is compared", kFlags}},
        .positional = {"input", "CONTRACT", Completes::files},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
