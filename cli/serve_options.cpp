#include "cli/serve_options.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "cli/duration.hpp"
#include "cli/options.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kTokenVariable = "UNDERSTUDY_ADMIN_TOKEN";

po::typed_value<std::string>* text(const char* name) {
    return po::value<std::string>()->value_name(name);
}

po::typed_value<std::string>* text(const char* name, const char* otherwise) {
    return text(name)->default_value(otherwise);
}

po::typed_value<std::vector<std::string>>* list(const char* name) {
    return po::value<std::vector<std::string>>()->value_name(name);
}

std::vector<std::string> list_of(const po::variables_map& values, const std::string& option) {
    return values.count(option) == 0 ? std::vector<std::string>{}
                                     : values[option].as<std::vector<std::string>>();
}

std::string text_of(const po::variables_map& values, const std::string& option) {
    return values.count(option) == 0 ? std::string() : values[option].as<std::string>();
}

http::Endpoint endpoint_of(const po::variables_map& values, const std::string& option) {
    try {
        return http::Endpoint::parse(values[option].as<std::string>());
    } catch (const std::invalid_argument& error) {
        throw UsageError("--" + option + ": " + error.what());
    }
}

mock::ProgressOptions progress_of(const po::variables_map& values) {
    constexpr double kMostSpeed = 1e6;
    mock::ProgressOptions progress;
    const std::string advance = one_of(values, "advance", {"poll", "time", "none"});
    progress.advance = advance == "poll"   ? mock::Advance::poll
                       : advance == "time" ? mock::Advance::time
                                           : mock::Advance::none;
    progress.speed = values["speed"].as<double>();
    if (!(progress.speed > 0 && progress.speed <= kMostSpeed))
        throw UsageError("--speed: expected a number above 0, and 1000000 at most");
    if (!values["speed"].defaulted() && progress.advance != mock::Advance::time)
        throw UsageError("--speed: it goes with --advance time; lives move on at each poll otherwise");
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

mock::SessionOptions sessions_of(const po::variables_map& values) {
    constexpr unsigned kMostJournal = 1'000'000;
    mock::SessionOptions options;
    options.progress = progress_of(values);
    const unsigned journal = values["journal"].as<unsigned>();
    if (journal > kMostJournal) throw UsageError("--journal: expected 0 to 1000000 requests");
    options.journal = journal;
    for (const std::string& file : list_of(values, "faults"))
        for (mock::FaultRule& fault : mock::read_fault_rules(file, json::read_file(file)))
            options.faults.push_back(std::move(fault));
    for (const std::string& rule : list_of(values, "fault"))
        options.faults.push_back(mock::read_fault_rule("--fault", rule));
    for (const std::string& limit : list_of(values, "rate-limit"))
        options.rate_limits.push_back(rate_limit_of(limit));
    options.idle_ms = parse_duration("session-idle", values["session-idle"].as<std::string>()).count();
    return options;
}

mock::Strictness request_check_of(const po::variables_map& values) {
    const std::string how = one_of(values, "request-check", {"off", "warn", "strict"});
    return how == "off"    ? mock::Strictness::off
           : how == "warn" ? mock::Strictness::warn
                           : mock::Strictness::strict;
}

mock::LogFormat log_format_of(const po::variables_map& values) {
    const std::string format = one_of(values, "log", {"off", "text", "json"});
    return format == "off"    ? mock::LogFormat::off
           : format == "text" ? mock::LogFormat::text
                              : mock::LogFormat::json;
}

std::shared_ptr<const http::TlsContext> tls_of(const po::variables_map& values, bool is_made) {
    if ((values.count("cert") != 0) != (values.count("key") != 0))
        throw UsageError("--cert: it goes with --key, and --key with it");
    if (is_made && values.count("cert") != 0)
        throw UsageError("--tls: a certificate is made, or given with --cert, not both");
    if (!is_made && values.count("tls-dir") != 0) throw UsageError("--tls-dir: it goes with --tls");
    if (values.count("tls-dir") != 0 && text_of(values, "tls-dir").empty())
        throw UsageError("--tls-dir: expected the name of a folder; found \"\"");
    try {
        if (values.count("cert") != 0)
            return http::TlsContext::load(text_of(values, "cert"), text_of(values, "key"));
    } catch (const std::runtime_error& error) {
        throw UsageError(error.what());
    }
    return nullptr;
}

unsigned threads_of(const po::variables_map& values) {
    constexpr unsigned kMost = 64;
    const unsigned threads = values["threads"].as<unsigned>();
    if (threads > kMost) throw UsageError("--threads: expected 0 to 64");
    return threads == 0 ? std::clamp(std::thread::hardware_concurrency(), 1U, kMost) : threads;
}

void read_timeouts(const po::variables_map& values, http::ConnectionLimits& limits) {
    limits.header_deadline = parse_duration("timeout-header", values["timeout-header"].as<std::string>());
    limits.body_deadline = parse_duration("timeout-body", values["timeout-body"].as<std::string>());
    limits.write_deadline = parse_duration("timeout-write", values["timeout-write"].as<std::string>());
}

void read_admin(const po::variables_map& values, ServeOptions& options) {
    options.admin = one_of(values, "admin", {"on", "off"}) == "on";
    std::string& token = options.admin_api.token;
    token = text_of(values, "admin-token");
    if (const char* from_environment = std::getenv(kTokenVariable);
        token.empty() && from_environment != nullptr)
        token = from_environment;
    if (values.count("admin-listen") != 0) options.admin_listen = endpoint_of(values, "admin-listen");
    if (!options.admin && options.admin_listen) throw UsageError("--admin-listen: it goes with --admin on");
    const http::Endpoint& where = options.admin_listen ? *options.admin_listen : options.listen;
    if (options.admin && token.empty() && !boost::asio::ip::make_address(where.address).is_loopback())
        throw UsageError(std::string(options.admin_listen ? "--admin-listen" : "--listen") +
                         ": others than this machine could reach the admin API there: give --admin-token, or "
                         "--admin-listen 127.0.0.1:PORT, or --admin off");
}

/// What is played, and how.
void describe_play(po::options_description& options) {
    auto add = options.add_options();
    add("listen", text("ADDR:PORT", "127.0.0.1:4010"), "where to listen; port 0 takes one that is free");
    add("api", text("NAME"), "serve this API alone, at its bare path");
    add("fixtures", list("DIR"),
        "serve the fixtures in this folder instead of the embedded ones; may be repeated");
    add("contract", list("[NAME=]FILE"), "add a contract, or put it in the place of an embedded one");
    add("advance", text("HOW", "poll"),
        "poll: each GET moves a run on; time: the clock does, from the first GET on, as it was recorded; "
        "none: runs "
        "are at their end from the start");
    add("speed", po::value<double>()->default_value(1)->value_name("TIMES"),
        "with --advance time: how many times as quick as recorded");
    add("generate", "answer any id that there is no fixture of with a run made from the contract");
    add("seed", po::value<std::uint64_t>()->default_value(0)->value_name("N"),
        "of what is generated: the same seed and id give the same run");
    add("fault", list("RULE"),
        "misbehave by this rule, in JSON: {\"status\": 503, \"polls\": [2]}; may be repeated");
    add("faults", list("FILE"), "misbehave by the rules in this file");
    add("rate-limit", list("[API=]N/DURATION"),
        "answer 429 to more than N requests in that time; may be repeated");
    add("auth", text("HOW", "require"),
        "require: a request without a credential gets the API's own error (any key is good); ignore");
    add("request-check", text("HOW", "warn"),
        "of parameters that are not as the contract has them: warn (the journal says so), strict (the API's "
        "own "
        "error), off");
}

/// Where and to whom.
void describe_serving(po::options_description& options) {
    auto add = options.add_options();
    add("log", text("FORMAT", "off"), "each request on stderr, a line each: text, json, off");
    add("tls",
        "HTTPS, by a certificate that is made now, with an authority of its own: good for this machine, and "
        "for the hosts of the contracts' servers");
    add("tls-dir", text("DIR"),
        "with --tls: write the authority (ca.pem) and the certificate (cert.pem) there");
    add("cert", text("FILE"), "HTTPS by these certificates (PEM), with --key");
    add("key", text("FILE"), "the first certificate's key (PEM)");
    add("threads", po::value<unsigned>()->default_value(1)->value_name("N"),
        "threads that serve; 0: one for each core");
    add("timeout-header", text("DURATION", "10s"), "a request's line and fields must have come by then");
    add("timeout-body", text("DURATION", "10s"), "and its body by then");
    add("timeout-write", text("DURATION", "10s"), "a reply must be taken by then");
    add("journal", po::value<unsigned>()->default_value(10'000)->value_name("N"),
        "requests that the journal keeps, the newest; 0 keeps none");
    add("session-idle", text("DURATION", "10m"), "a session that nobody has used for so long is gone");
    add("admin", text("on|off", "on"), "the admin API at /__admin");
    add("admin-listen", text("ADDR:PORT"), "have the admin API at an address of its own");
    add("admin-token", text("TOKEN"),
        "what the admin API asks for (Authorization: Bearer TOKEN); better in UNDERSTUDY_ADMIN_TOKEN, where "
        "no list of "
        "processes shows it");
    add("exec",
        "run what comes after --, with NAME_BASE_URL of each API in its environment, and end as it does");
    add("help,h", "this text");
}

} // namespace

po::options_description describe_serve_options() {
    po::options_description options("Options");
    describe_play(options);
    describe_serving(options);
    return options;
}

ServeOptions read_serve_options(const po::variables_map& values, const std::vector<std::string>& command) {
    ServeOptions options;
    if ((values.count("exec") != 0) == command.empty())
        throw UsageError("--exec: expected it together with a command: understudy serve --exec -- CMD...");
    options.command = command;
    options.listen = endpoint_of(values, "listen");
    options.fixtures = list_of(values, "fixtures");
    options.contracts = list_of(values, "contract");
    options.apis.only_api = text_of(values, "api");
    options.apis.api.require_credential = one_of(values, "auth", {"require", "ignore"}) == "require";
    options.apis.api.request_check = request_check_of(values);
    options.mock.log_format = log_format_of(values);
    options.apis.api.generate = values.count("generate") != 0;
    options.apis.api.seed = values["seed"].as<std::uint64_t>();
    options.mock.sessions = sessions_of(values);
    read_admin(values, options);
    read_timeouts(values, options.limits);
    options.threads = threads_of(values);
    options.makes_certificate = values.count("tls") != 0;
    options.tls = tls_of(values, options.makes_certificate);
    options.tls_folder = text_of(values, "tls-dir");
    return options;
}

} // namespace understudy::cli
