#include "cli/check_options.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "cli/commands.hpp"
#include "cli/expectations.hpp"
#include "cli/live.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/shared_flags.hpp"
#include "cli/suggestion_file.hpp"

namespace understudy::cli {
namespace {

constexpr std::array<Flag, 10> kSubject = {{
    {.name = "api",
     .value = "NAME",
     .brief = "the contract to check against (understudy contracts lists them)"},
    kContractFlag,
    {.name = "operation",
     .value = "OPERATION",
     .brief = "the operation that answered, as METHOD /path or operationId",
     .detail = "Without it, the operation that gets a run by its id."},
    status_flag("the documented response to check the input against"),
    {.name = "schema",
     .value = "FILE",
     .brief = "check against a JSON Schema instead, in JSON or YAML",
     .completes = Completes::files},
    {.name = "dialect",
     .value = "DIALECT",
     .otherwise = "2020-12",
     .brief = "the dialect of a schema that has no $schema",
     .words = "2020-12 2019-09 draft7 draft6 draft4 openapi-3.0",
     .needs = "schema"},
    {.name = "formats",
     .value = "HOW",
     .otherwise = "assert",
     .brief = "whether the formats of a schema are checked",
     .detail = "JSON Schema 2020-12 itself takes them as annotations.",
     .words = "assert annotate",
     .needs = "schema"},
    {.name = "schema-dir",
     .value = "DIR",
     .reads = Reads::list,
     .brief = "find schemas by their $id in this folder and below",
     .detail = "Those beside the contract or schema are found without it.",
     .completes = Completes::folders},
    {.name = "allow-ref-outside",
     .brief = "allow a $ref to a file outside the folder of the contract or schema",
     .detail = "Nothing is ever loaded over a network."},
    kStrictContractFlag,
}};

constexpr std::array<Flag, 2> kFindings = {{
    {.name = "max-findings",
     .value = "N",
     .reads = Reads::large,
     .otherwise = "1000",
     .brief = "how many findings to list one by one",
     .detail = "The sums stay exact.",
     .most = 100'000'000},
    {.name = "show-values",
     .brief = "show values and names that are otherwise masked",
     .detail = "By default a report shows only what looks like an identifier."},
}};

constexpr std::array<Flag, 5> kReading = {{
    {.name = "max-size",
     .value = "BYTES",
     .reads = Reads::large,
     .otherwise = "1073741824",
     .brief = "the longest document to read",
     .most = json::kMaxSize},
    {.name = "max-string",
     .value = "BYTES",
     .reads = Reads::large,
     .otherwise = "1073741824",
     .brief = "the longest string to read, in UTF-8",
     .most = json::kMaxSize},
    {.name = "max-depth",
     .value = "N",
     .reads = Reads::large,
     .otherwise = "1000",
     .brief = "the deepest nesting to read",
     .least = 1,
     .most = json::kMaxDepth},
    {.name = "threads",
     .value = "N",
     .reads = Reads::whole,
     .otherwise = "1",
     .brief = "how many threads check the lines of NDJSON; 0: one for each core",
     .detail = "The report is the same for any number.",
     .old_name = "jobs",
     .most = 256},
    {.name = "strict-input",
     .brief = "exit with 3 if anything in the input could not be read",
     .detail = "Without it, an entry of an archive that cannot be read is named, and the rest counts."},
}};

constexpr std::array<Flag, 1> kLive = {{
    {.name = "live", .brief = "get runs from the API itself, and check its responses"},
}};

json::Limits read_limits(const OptionValues& values) {
    json::Limits limits;
    limits.depth = values["max-depth"].as<std::uint64_t>();
    limits.size = values["max-size"].as<std::uint64_t>();
    limits.string = values["max-string"].as<std::uint64_t>();
    return limits;
}

unsigned read_threads(const OptionValues& values) {
    const auto threads = values["threads"].as<unsigned>();
    return threads != 0 ? threads : std::clamp(std::thread::hardware_concurrency(), 1U, 256U);
}

std::vector<FlagGroup> check_flags() {
    return {{"What to check against", kSubject},
            Expectations::flags(),
            Outputs::flags(),
            {"Findings", kFindings},
            SuggestionFile::flags(),
            {"Reading", kReading},
            {"The API itself", kLive},
            live_flags("With --live", true)};
}

} // namespace

CheckSettings read_check_options(const OptionValues& values) {
    CheckSettings settings;
    settings.is_live = values.has("live");
    settings.inputs = values.list("input");
    if (!settings.is_live && settings.inputs.empty())
        throw UsageError("nothing to check: name a file or a folder, or - for standard input");
    settings.check.limits = read_limits(values);
    settings.check.show_values = values.has("show-values");
    settings.most_findings = values["max-findings"].as<std::uint64_t>();
    settings.jobs = read_threads(values);
    settings.is_strict = values.has("strict-input");
    return settings;
}

const Command& check_command() {
    static const Command kCommand = {
        .name = "check",
        .brief = "check responses against an API's contract",
        .usage = "[options] INPUT...",
        .about =
            "Checks responses against an API's contract and prints what drifted.\n\n"
            "INPUT is a file, a folder (every .json, .ndjson and .har file in it and below), or - for "
            "standard "
            "input. It is JSON, NDJSON or an HTTP Archive (HAR), recognized by content. A fixture names its "
            "API "
            "and the status of each response. The exchanges of an archive are matched by method, path and "
            "server. With --live the responses come from the API itself.",
        .examples =
            "understudy check --api noxus response.json\n"
            "curl -s \"$URL\" | understudy check --api noxus -\n"
            "understudy check --contract shop.yaml --operation 'GET /pets/{id}' pet.json\n"
            "understudy check --schema pet.schema.json pet.json\n"
            "understudy check fixtures/noxus\n"
            "understudy check --live --api noxus --run-id ID --follow",
        .exit_status =
            "0 conforms, 1 drift, 2 wrong usage, contract or fixture, 3 the check could not be completed, "
            "or nothing was checked.",
        .groups = check_flags(),
        .positional = {"input", "INPUT", Completes::paths},
        .exclusions = {{"live", "input"},
                       {"schema", "api"},
                       {"schema", "contract"},
                       {"schema", "operation"},
                       {"schema", "status"},
                       {"schema", "suggest"}},
        .run = run_check};
    return kCommand;
}

} // namespace understudy::cli
