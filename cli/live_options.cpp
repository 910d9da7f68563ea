#include "cli/live_options.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

#include "cli/live.hpp"
#include "cli/options.hpp"
#include "validator/live/run_request.hpp"

namespace understudy::cli {
namespace {

using std::chrono::milliseconds;

void add_lines(std::string_view text, std::vector<std::string>& ids) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
        if (!line.empty() && line.front() != '#') ids.emplace_back(line);
    }
}

std::vector<std::string> run_ids(const OptionValues& values) {
    std::vector<std::string> ids = values.list("run-id");
    if (values.has("run-ids")) {
        const std::string file = values.text("run-ids");
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

std::vector<GivenUrl> given_urls(const OptionValues& values) {
    std::vector<GivenUrl> urls;
    for (const std::string& text : values.list("base-url")) {
        // The name of an API has no colon, and an absolute URL one before anything else.
        const std::size_t equals = text.find('=');
        const bool has_name = equals < text.find(':');
        urls.push_back(has_name ? GivenUrl{text.substr(0, equals), text.substr(equals + 1)}
                                : GivenUrl{"", text});
    }
    return urls;
}

live::BaseUrl read_base_url(const OptionValues& values, const contract::Contract& contract) {
    const GivenUrl* given = nullptr;
    const std::vector<GivenUrl> all = given_urls(values);
    for (const GivenUrl& each : all)
        if (each.api.empty() || each.api == contract.name()) given = &each;
    try {
        return live::BaseUrl::parse(given != nullptr ? given->url : contract.run_operation().server);
    } catch (const live::UrlError& error) {
        if (given != nullptr) throw UsageError(std::string("--base-url: ") + error.what());
        throw UsageError(
            "where is the API? The contract's server is not an https:// URL: name one with --base-url");
    }
}

live::ConnectionOptions read_connection_options(const OptionValues& values) {
    live::ConnectionOptions options;
    options.timeout = values["request-timeout"].as<milliseconds>();
    options.is_insecure_localhost = values.has("insecure-localhost");
    options.ca_file = values.text("ca-file");
    return options;
}

LiveOptions read_live_options(const OptionValues& values, const contract::Contract& contract,
                              const contract::Operation& operation) {
    LiveOptions options;
    options.base = read_base_url(values, contract);
    options.run_ids = run_ids(values);
    options.follow = values.has("follow");
    if (options.follow && !operation.lifecycle)
        throw UsageError("--follow: the contract does not say when a run has ended (x-lifecycle)");
    options.interval = values["interval"].as<milliseconds>();
    options.timeout = values["timeout"].as<milliseconds>();
    options.connection = read_connection_options(values);
    options.rate = values["rate"].as<double>();
    if (!(options.rate >= 0 && options.rate <= 1e6)) throw UsageError("--rate: expected 0 to 1000000");
    options.concurrency = values["concurrency"].as<unsigned>();
    options.retry.attempts = values["attempts"].as<unsigned>();
    try {
        live::run_path(options.base, operation, "id");
        options.credentials = live::find_credentials(operation, live::environment(values.text("key-file")));
    } catch (const live::CredentialError& error) {
        throw UsageError(error.what());
    } catch (const std::invalid_argument& error) {
        throw UsageError(error.what());
    }
    return options;
}

} // namespace understudy::cli
