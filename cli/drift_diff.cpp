#include <algorithm>
#include <array>
#include <ostream>
#include <set>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/expectations.hpp"
#include "cli/outputs.hpp"
#include "cli/revision.hpp"
#include "cli/shared_flags.hpp"
#include "server/generate/generator.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/drift/contract_diff.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 2> kFlags = {{
    {.name = "side",
     .value = "SIDE",
     .otherwise = "both",
     .brief = "what is compared: what programs get, what they send, or both",
     .detail = "A webhook and a callback are got, and their answers are sent.",
     .words = "responses requests both"},
    {.name = "allow-ref-outside", .brief = "allow a $ref to a file outside the folder of its contract"},
}};

using ContractPtr = std::shared_ptr<const contract::Contract>;

// A contract of the program, a file, or a file as git has it. It has the file's name, so that a baseline is
// for every revision.
ContractPtr load(const std::string& said, bool allow_ref_outside) {
    contract::Catalog catalog;
    const auto names = catalog.names();
    if (std::find(names.begin(), names.end(), said) != names.end()) return catalog.get(said);
    if (!is_revision(said)) return catalog.get(catalog.add(said, {allow_ref_outside}));
    contract::ContractOptions options;
    options.allow_ref_files = false; // those beside it are of another revision
    return std::make_shared<const contract::Contract>(
        contract::Contract::parse(contract::Catalog::name_of(file_of_revision(said)),
                                  said.substr(said.find(':') + 1), read_revision(said), options));
}

// Values that conform, always the same ones. Of a large schema a few, and of a large contract not of each:
// they are long.
std::vector<std::string> sample(const schema::Program& program, std::size_t& bytes_left) {
    constexpr std::uint64_t kCount = 24;
    constexpr std::size_t kMostBytes = 8192;
    std::vector<std::string> values;
    std::size_t bytes = 0;
    generate::Generator generator(program);
    for (std::uint64_t seed = 0; seed < kCount && bytes < kMostBytes && bytes < bytes_left; ++seed) {
        const auto value = generator.generate(generate::Chance(seed));
        if (!value) break;
        values.push_back(value->written());
        bytes += values.back().size();
    }
    bytes_left -= std::min(bytes, bytes_left);
    return values;
}

void tell_notes(const ContractPtr& old, const ContractPtr& now, const Streams& streams) {
    std::set<std::string> notes; // of one file twice, too
    for (const ContractPtr& contract : {old, now})
        for (const std::string& note : contract->notes()) notes.insert(note);
    for (const std::string& note : notes) streams.err << "understudy drift diff: " << note << "\n";
}

int run(const OptionValues& values, const Streams& streams) {
    Expectations expectations(values);
    const std::vector<std::string> inputs = values.list("input");
    if (inputs.size() != 2) throw UsageError("expected two contracts: the old one and the new one");
    const std::string side = one_of(values, "side", {"responses", "requests", "both"});
    const auto old = load(inputs[0], values.has("allow-ref-outside"));
    const auto now = load(inputs[1], values.has("allow-ref-outside"));
    Outputs outputs(values, streams);
    check::Tally tally(100'000);
    if (outputs.streams_findings())
        tally.stream_to([&](const check::Finding& finding) { outputs.add(finding); });
    std::size_t bytes_left = std::size_t{1} << 20;
    const auto sampler = [&](const schema::Program& program) { return sample(program, bytes_left); };
    drift::diff(*old, *now, {side != "requests", side != "responses", sampler}, tally);
    tell_notes(old, now, streams);
    const drift::Scope scope{now->name(), now->title(), now->version(), now->sha256(), "", ""};
    expectations.take(scope, tally.sum());
    report::Report check = expectations.check(scope, tally);
    check.compares = true;
    outputs.write(check);
    return report::fails(check) ? kDrift : kConforms;
}

} // namespace

const Command& drift_diff_command() {
    static const Command kCommand = {
        .name = "drift diff",
        .brief = "compare two contracts: what breaks the programs that use the old one?",
        .usage = "[options] OLD NEW",
        .about =
            "Shows what the contract NEW changes for programs that were written to the contract OLD: what "
            "they may get that OLD did not promise, and what they may send that NEW does not accept. "
            "Schemas are compared by the values that they allow, however they are written. A change that "
            "can break a program is an error, with an example where one is found. What a program ignores, "
            "such as a new property, is a warning, and so is what cannot be told, with the reason. What is "
            "promised beyond OLD is information. OLD and NEW are OpenAPI files, names of contracts, or "
            "REVISION:FILE as git has it, such as HEAD~1:api.yaml: the path is that from the root of the "
            "repository, and ./ stands for the working directory.",
        .examples =
            "understudy drift diff noxus noxus.new.openapi.json\n"
            "understudy drift diff origin/main:./api.yaml api.yaml",
        .exit_status =
            "0 nothing breaks, 1 a change at or above --fail-on, 2 wrong usage, or a contract that cannot "
            "be used.",
        .groups = {Expectations::comparison_flags(), Outputs::flags(), {"What is compared", kFlags}},
        .positional = {"input", "CONTRACT", Completes::files},
        .run = run};
    return kCommand;
}

} // namespace understudy::cli
