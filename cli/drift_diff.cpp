#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <ostream>

#include "cli/drift_verbs.hpp"
#include "cli/exit_code.hpp"
#include "cli/outputs.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/drift/contract_diff.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    R"(Usage: understudy drift diff [options] OLD NEW

Says what programs that were written to the contract OLD must expect of answers
that conform to NEW, by the same rules and paths as check. What can break them
is an error, what is more than was promised a warning; what NEW promises beyond
OLD an information. OLD and NEW are OpenAPI files, or names of contracts.

  understudy drift diff noxus noxus.new.openapi.json

Exit status: 0 nothing breaks, 1 a change at or above --fail-on, 2 wrong usage,
or a contract that cannot be used.

)";

po::options_description describe_options() {
    po::options_description options("Options");
    Outputs::describe(options);
    auto add = options.add_options();
    add("fail-on", po::value<std::string>()->default_value("error")->value_name("LEVEL"),
        "the least severity that makes the exit status 1: error, warning or never");
    add("help,h", "this text");
    add("input", po::value<std::vector<std::string>>()->value_name("CONTRACT"),
        "the two contracts (or just name them)");
    return options;
}

std::shared_ptr<const contract::Contract> load(const std::string& said, const char* name) {
    contract::Catalog catalog;
    const auto names = catalog.names();
    const bool is_name = std::find(names.begin(), names.end(), said) != names.end();
    return catalog.get(is_name ? said : catalog.add(std::string(name) + "=" + said));
}

} // namespace

int drift_diff(const Arguments& arguments, const Streams& streams) {
    const po::options_description options = describe_options();
    const po::variables_map values = parse_options(arguments, options, "input");
    if (values.count("help") != 0) {
        streams.out << kUsage << options;
        return kConforms;
    }
    const auto fails_at = read_fail_on(values);
    std::vector<std::string> inputs;
    if (values.count("input") != 0) inputs = values["input"].as<std::vector<std::string>>();
    if (inputs.size() != 2) throw UsageError("expected two contracts: the old one and the new one");
    const auto old = load(inputs[0], "old");
    const auto now = load(inputs[1], "new");
    Outputs outputs(values, inputs, streams);
    check::Tally tally(100'000);
    if (outputs.streams_findings())
        tally.stream_to([&](const check::Finding& finding) { outputs.add(finding); });
    drift::diff(*old, *now, tally);
    const drift::Scope scope{now->name(), now->title(), now->version(), now->sha256(), "", ""};
    const report::Report check{scope, tally, fails_at};
    outputs.write(check);
    return report::fails(check) ? kDrift : kConforms;
}

} // namespace understudy::cli
