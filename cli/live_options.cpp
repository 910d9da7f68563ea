#include "cli/live_options.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <iterator>

#include "cli/live.hpp"
#include "cli/options.hpp"
#include "validator/live/run_request.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;
using std::chrono::milliseconds;

milliseconds seconds(const po::variables_map& values, const char* option, double least) {
    const double given = values[option].as<double>();
    constexpr double kMost = 86'400;
    if (!(given >= least && given <= kMost))
        throw UsageError("--" + std::string(option) + ": expected a number of seconds, at most a day");
    return milliseconds(std::llround(given * 1000));
}

void add_lines(std::string_view text, std::vector<std::string>& ids) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        if (!line.empty() && line.front() != '#') ids.emplace_back(line);
    }
}

std::vector<std::string> run_ids(const po::variables_map& values) {
    std::vector<std::string> ids;
    if (values.count("run-id") != 0) ids = values["run-id"].as<std::vector<std::string>>();
    if (values.count("run-ids") != 0) {
        const auto file = values["run-ids"].as<std::string>();
        add_lines(
            file == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : json::read_file(file),
            ids);
    }
    constexpr std::size_t kLongest = 1024;
    for (const std::string& id : ids)
        if (id.empty() || id.size() > kLongest) throw UsageError("--run-id: expected 1 to 1024 bytes");
    if (ids.empty()) throw UsageError("which run? Name it with --run-id, or a file of ids with --run-ids");
    return ids;
}

} // namespace

po::options_description describe_live_options() {
    po::options_description options("Options for --live");
    auto add = options.add_options();
    add("base-url", po::value<std::vector<std::string>>()->value_name("[NAME=]URL"),
        "where the API is, or the one of that NAME; else the contract's server");
    add("run-id", po::value<std::vector<std::string>>()->value_name("ID"),
        "a run to get; may be given again");
    add("run-ids", po::value<std::string>()->value_name("FILE"),
        "a file of ids, one a line; - for standard input");
    add("key-file", po::value<std::string>()->value_name("FILE"),
        "NAME=VALUE lines, or the key alone; else the environment has it (understudy contracts NAME says "
        "which variable)");
    add("follow", "poll each run until it has ended, and check every state and every move");
    add("interval", po::value<double>()->default_value(1, "1")->value_name("SECONDS"),
        "between two polls of a run");
    add("timeout", po::value<double>()->default_value(600, "600")->value_name("SECONDS"), "for a run to end");
    add("concurrency", po::value<unsigned>()->default_value(4)->value_name("N"),
        "runs that are asked for at once");
    add("rate", po::value<double>()->default_value(0, "0")->value_name("N"),
        "most requests a second, of all together");
    add("attempts", po::value<unsigned>()->default_value(4)->value_name("N"), "most tries at one request");
    add("request-timeout", po::value<double>()->default_value(30, "30")->value_name("SECONDS"),
        "for one response, from the connection to its last byte");
    add("ca-file", po::value<std::string>()->value_name("FILE"),
        "authorities to trust beside the system's, in PEM");
    add("insecure-localhost", "take any certificate of a loopback address");
    return options;
}

std::vector<GivenUrl> given_urls(const po::variables_map& values) {
    std::vector<GivenUrl> urls;
    if (values.count("base-url") == 0) return urls;
    for (const std::string& text : values["base-url"].as<std::vector<std::string>>()) {
        // The name of an API has no colon, and an absolute URL one before anything else.
        const std::size_t equals = text.find('=');
        const bool has_name = equals < text.find(':');
        urls.push_back(has_name ? GivenUrl{text.substr(0, equals), text.substr(equals + 1)}
                                : GivenUrl{"", text});
    }
    return urls;
}

live::BaseUrl read_base_url(const po::variables_map& values, const contract::Contract& contract) {
    const GivenUrl* given = nullptr;
    const std::vector<GivenUrl> all = given_urls(values);
    for (const GivenUrl& each : all)
        if (each.api.empty() || each.api == contract.name()) given = &each;
    try {
        return live::BaseUrl::parse(given != nullptr ? given->url : contract.servers().front());
    } catch (const live::UrlError& error) {
        if (given != nullptr) throw UsageError(std::string("--base-url: ") + error.what());
        throw UsageError(
            "where is the API? The contract's server is no https:// URL: say it with --base-url");
    }
}

live::ConnectionOptions read_connection_options(const po::variables_map& values) {
    live::ConnectionOptions options;
    options.timeout = seconds(values, "request-timeout", 0.001);
    options.is_insecure_localhost = values.count("insecure-localhost") != 0;
    if (values.count("ca-file") != 0) options.ca_file = values["ca-file"].as<std::string>();
    return options;
}

LiveOptions read_live_options(const po::variables_map& values, const contract::Contract& contract,
                              const contract::Operation& operation) {
    LiveOptions options;
    options.base = read_base_url(values, contract);
    options.run_ids = run_ids(values);
    options.follow = values.count("follow") != 0;
    if (options.follow && !operation.lifecycle)
        throw UsageError("--follow: the contract does not say when a run has ended (x-lifecycle)");
    options.interval = seconds(values, "interval", 0);
    options.timeout = seconds(values, "timeout", 0);
    options.connection = read_connection_options(values);
    options.rate = values["rate"].as<double>();
    if (!(options.rate >= 0 && options.rate <= 1e6)) throw UsageError("--rate: expected 0 to 1000000");
    options.concurrency = values["concurrency"].as<unsigned>();
    if (options.concurrency < 1 || options.concurrency > 256)
        throw UsageError("--concurrency: expected 1 to 256");
    options.retry.attempts = values["attempts"].as<unsigned>();
    if (options.retry.attempts < 1 || options.retry.attempts > 100)
        throw UsageError("--attempts: expected 1 to 100");
    try {
        live::run_path(options.base, operation, "id");
        const std::string file = values.count("key-file") != 0 ? values["key-file"].as<std::string>() : "";
        options.credentials = live::find_credentials(operation, live::environment(file));
    } catch (const live::CredentialError& error) {
        throw UsageError(error.what());
    } catch (const std::invalid_argument& error) {
        throw UsageError(error.what());
    }
    return options;
}

} // namespace understudy::cli
