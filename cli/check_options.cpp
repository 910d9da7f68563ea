#include "cli/check_options.hpp"

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <thread>
#include <utility>

#include "cli/expectations.hpp"
#include "cli/live.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/suggestion_file.hpp"

namespace understudy::cli {

namespace po = boost::program_options;
namespace {

void refuse_live_options(const po::variables_map& values) {
    const po::options_description options = describe_live_options();
    for (const auto& option : options.options())
        if (values.count(option->long_name()) != 0 && !values[option->long_name()].defaulted())
            throw UsageError("--" + option->long_name() + " is for --live");
}

json::Limits read_limits(const po::variables_map& values) {
    json::Limits limits;
    limits.depth = values["max-depth"].as<std::size_t>();
    if (limits.depth < 1 || limits.depth > json::kMaxDepth)
        throw UsageError("--max-depth: expected 1 to " + std::to_string(json::kMaxDepth) + "; found " +
                         std::to_string(limits.depth));
    for (const auto& [option, limit] :
         {std::pair{"max-size", &limits.size}, std::pair{"max-string", &limits.string}}) {
        *limit = values[option].as<std::size_t>();
        if (*limit > json::kMaxSize)
            throw UsageError("--" + std::string(option) + ": expected 0 to " +
                             std::to_string(json::kMaxSize));
    }
    return limits;
}

std::size_t read_max_findings(const po::variables_map& values) {
    const auto most = values["max-findings"].as<std::size_t>();
    constexpr std::size_t kMost = 100'000'000; // also what a negative number is read as
    if (most > kMost) throw UsageError("--max-findings: expected 0 to " + std::to_string(kMost));
    return most;
}

unsigned read_jobs(const po::variables_map& values) {
    const auto jobs = values["jobs"].as<unsigned>();
    constexpr unsigned kMost = 256; // what a negative number is read as is more
    if (jobs > kMost) throw UsageError("--jobs: expected 0 to " + std::to_string(kMost));
    return jobs != 0 ? jobs : std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

} // namespace

po::options_description describe_check_options() {
    po::options_description options("Options");
    auto add = options.add_options();
    add("api", po::value<std::string>()->value_name("NAME"),
        "the contract to check against (understudy contracts)");
    add("contract", po::value<std::vector<std::string>>()->value_name("[NAME=]FILE"),
        "add a contract, or put it in the place of an embedded one");
    add("operation", po::value<std::string>()->value_name("OPERATION"),
        "the operation that answered, as METHOD /path or operationId; else the one that gets a run by its "
        "id");
    add("status", po::value<unsigned>()->default_value(200)->value_name("CODE"),
        "the documented response that the input is held against");
    add("schema", po::value<std::string>()->value_name("FILE"),
        "check against a JSON Schema instead, in JSON or YAML");
    add("dialect", po::value<std::string>()->default_value("2020-12")->value_name("DIALECT"),
        "of a schema whose $schema does not say: 2020-12, draft7, draft4 or openapi-3.0");
    add("formats", po::value<std::string>()->default_value("assert")->value_name("HOW"),
        "of a schema: assert formats, or take them as what they are in 2020-12, annotate");
    add("allow-ref-outside", "let a $ref lead to a file outside the contract's or schema's folder");
    Outputs::describe(options);
    Expectations::describe(options);
    SuggestionFile::describe(options);
    add("max-findings", po::value<std::size_t>()->default_value(1000)->value_name("N"),
        "most findings listed one by one; the sums stay exact");
    add("show-values", "show values and names that are masked otherwise");
    add("max-size", po::value<std::size_t>()->default_value(json::Limits{}.size)->value_name("BYTES"),
        "longest document that is read");
    add("max-string", po::value<std::size_t>()->default_value(json::Limits{}.string)->value_name("BYTES"),
        "longest string that is read, in UTF-8");
    add("max-depth", po::value<std::size_t>()->default_value(json::Limits{}.depth)->value_name("N"),
        "deepest nesting that is read");
    add("jobs", po::value<unsigned>()->default_value(1)->value_name("N"),
        "threads that the lines of NDJSON are spread over; 0: as many as the machine has");
    add("live", "get runs from the API itself, and check what it answers");
    add("help,h", "this text");
    add("input", po::value<std::vector<std::string>>()->value_name("INPUT"),
        "what to check (or just name it)");
    return options.add(describe_live_options());
}

CheckSettings read_check_options(const po::variables_map& values) {
    CheckSettings settings;
    settings.is_live = values.count("live") != 0;
    if (values.count("input") != 0) settings.inputs = values["input"].as<std::vector<std::string>>();
    if (settings.is_live && !settings.inputs.empty()) throw UsageError("--live and INPUT: give one of them");
    if (!settings.is_live) refuse_live_options(values);
    if (!settings.is_live && settings.inputs.empty())
        throw UsageError("nothing to check: name a file or a folder, or - for standard input");
    settings.check.limits = read_limits(values);
    settings.check.show_values = values.count("show-values") != 0;
    settings.most_findings = read_max_findings(values);
    settings.jobs = read_jobs(values);
    return settings;
}

} // namespace understudy::cli
