#include "cli/serve_options.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <stdexcept>
#include <thread>

#include "cli/contract_options.hpp"
#include "cli/duration.hpp"
#include "cli/options.hpp"

namespace understudy::cli {
namespace {

http::Endpoint endpoint_of(const OptionValues& values, const std::string& option) {
    try {
        return http::Endpoint::parse(values.text(option));
    } catch (const std::invalid_argument& error) {
        throw UsageError("--" + option + ": " + error.what());
    }
}

mock::ProgressOptions progress_of(const OptionValues& values) {
    constexpr double kMostSpeed = 1e6;
    mock::ProgressOptions progress;
    const std::string advance = values.text("advance");
    progress.advance = advance == "poll"   ? mock::Advance::poll
                       : advance == "time" ? mock::Advance::time
                                           : mock::Advance::none;
    progress.speed = values["speed"].as<double>();
    if (!(progress.speed > 0 && progress.speed <= kMostSpeed))
        throw UsageError("--speed: expected a number above 0, and 1000000 at most");
    if (!values["speed"].defaulted() && progress.advance != mock::Advance::time)
        throw UsageError("--speed needs --advance time: otherwise each poll advances a run");
    return progress;
}

// [API=]N/DURATION
mock::RateLimit rate_limit_of(const std::string& text) {
    mock::RateLimit limit;
    const std::size_t equals = text.find('=');
    const std::size_t slash = text.find('/');
    const std::size_t begin = equals == std::string::npos ? 0 : equals + 1;
    if (begin != 0) limit.api = text.substr(0, equals);
    const char* const end = text.data() + std::min(slash, text.size());
    const auto [stop, error] = std::from_chars(text.data() + std::min(begin, slash), end, limit.requests);
    if (slash == std::string::npos || error != std::errc{} || stop != end)
        throw UsageError("--rate-limit: expected [API=]N/DURATION, as in 5/10s; found \"" + text + "\"");
    limit.window_ms = parse_duration("rate-limit", text.substr(slash + 1)).count();
    return limit;
}

mock::SessionOptions sessions_of(const OptionValues& values) {
    mock::SessionOptions options;
    options.progress = progress_of(values);
    options.journal = values["journal"].as<unsigned>();
    for (const std::string& file : values.list("faults"))
        for (mock::FaultRule& fault : mock::read_fault_rules(file, json::read_file(file)))
            options.faults.push_back(std::move(fault));
    for (const std::string& rule : values.list("fault"))
        options.faults.push_back(mock::read_fault_rule("--fault", rule));
    for (const std::string& limit : values.list("rate-limit"))
        options.rate_limits.push_back(rate_limit_of(limit));
    options.idle_ms = values["session-idle"].as<std::chrono::milliseconds>().count();
    return options;
}

mock::Strictness request_check_of(const OptionValues& values) {
    const std::string how = values.text("request-check");
    return how == "off"    ? mock::Strictness::off
           : how == "warn" ? mock::Strictness::warn
                           : mock::Strictness::strict;
}

mock::LogFormat log_format_of(const OptionValues& values) {
    const std::string format = values.text("log");
    return format == "off"    ? mock::LogFormat::off
           : format == "text" ? mock::LogFormat::text
                              : mock::LogFormat::json;
}

std::shared_ptr<const http::TlsContext> tls_of(const OptionValues& values) {
    if (values.has("tls-dir") && values.text("tls-dir").empty())
        throw UsageError("--tls-dir: expected the name of a folder; found \"\"");
    try {
        if (values.has("cert")) return http::TlsContext::load(values.text("cert"), values.text("key"));
    } catch (const std::runtime_error& error) {
        throw UsageError(error.what());
    }
    return nullptr;
}

unsigned threads_of(const OptionValues& values) {
    const unsigned threads = values["threads"].as<unsigned>();
    return threads == 0 ? std::clamp(std::thread::hardware_concurrency(), 1U, 64U) : threads;
}

void read_timeouts(const OptionValues& values, http::ConnectionLimits& limits) {
    limits.header_deadline = values["timeout-header"].as<std::chrono::milliseconds>();
    limits.body_deadline = values["timeout-body"].as<std::chrono::milliseconds>();
    limits.write_deadline = values["timeout-write"].as<std::chrono::milliseconds>();
}

// `serve FILE...`: these contracts, and those of --contract, without the built-in ones.
void read_contracts(const OptionValues& values, ServeOptions& options) {
    options.contract = read_contract_options(values);
    options.contracts = values.list("contract");
    const std::vector<std::string> files = values.list("input");
    options.contracts.insert(options.contracts.end(), files.begin(), files.end());
    if (values.has("api"))
        options.apis.apis = {values.text("api")};
    else if (!files.empty())
        for (const std::string& contract : options.contracts) {
            const std::string name = contract::Catalog::name_of(contract);
            if (std::find(options.apis.apis.begin(), options.apis.apis.end(), name) !=
                options.apis.apis.end())
                throw UsageError(contract + ": another contract is called \"" + name +
                                 "\" too; give this one a name: NAME=" + contract);
            options.apis.apis.push_back(name);
        }
}

void read_admin(const OptionValues& values, ServeOptions& options) {
    options.admin = values.text("admin") == "on";
    std::string& token = options.admin_api.token;
    token = values.text("admin-token");
    if (values.has("admin-listen")) options.admin_listen = endpoint_of(values, "admin-listen");
    if (!options.admin && options.admin_listen) throw UsageError("--admin-listen needs --admin on");
    const http::Endpoint& where = options.admin_listen ? *options.admin_listen : options.listen;
    if (options.admin && token.empty() && !boost::asio::ip::make_address(where.address).is_loopback())
        throw UsageError(std::string(options.admin_listen ? "--admin-listen" : "--listen") +
                         ": other machines could reach the admin API there: give --admin-token, or "
                         "--admin-listen 127.0.0.1:PORT, or --admin off");
}

} // namespace

ServeOptions read_serve_options(const OptionValues& values) {
    ServeOptions options;
    if (values.has("exec") == values.command.empty())
        throw UsageError("--exec needs a command: understudy serve --exec -- CMD...");
    options.command = values.command;
    options.listen = endpoint_of(values, "listen");
    options.fixtures = values.list("fixtures");
    read_contracts(values, options);
    options.apis.api.require_credential = values.text("auth") == "require";
    options.apis.api.request_check = request_check_of(values);
    options.mock.log_format = log_format_of(values);
    options.apis.api.generate = values.has("generate");
    options.apis.api.seed = values["seed"].as<std::uint64_t>();
    options.mock.sessions = sessions_of(values);
    read_admin(values, options);
    read_timeouts(values, options.limits);
    options.threads = threads_of(values);
    options.makes_certificate = values.has("tls");
    options.tls = tls_of(values);
    options.tls_folder = values.text("tls-dir");
    return options;
}

} // namespace understudy::cli
