#include "cli/live_options.hpp"

#include "cli/live.hpp"
#include "cli/options.hpp"
#include "cli/run_addresses.hpp"

namespace understudy::cli {

using std::chrono::milliseconds;

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
    options.runs = read_run_addresses(values, operation);
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
        options.credentials = live::find_credentials(operation, live::environment(values.text("key-file")));
    } catch (const live::CredentialError& error) {
        throw UsageError(error.what());
    }
    return options;
}

} // namespace understudy::cli
