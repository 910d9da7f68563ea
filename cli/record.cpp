#include "cli/record.hpp"

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <map>
#include <optional>
#include <ostream>
#include <system_error>

#include "cli/announcement.hpp"
#include "cli/exit_code.hpp"
#include "cli/live.hpp"
#include "cli/live_options.hpp"
#include "cli/live_run.hpp"
#include "server/http/endpoint.hpp"
#include "server/record/proxy.hpp"
#include "server/record/recorder.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/exchange_match.hpp"
#include "validator/contract/fields.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/contract/path_template.hpp"
#include "validator/intake/har.hpp"
#include "validator/live/content_encoding.hpp"
#include "validator/report/report.hpp"
#include "validator/text/printable.hpp"
#include "validator/text/url.hpp"

namespace understudy::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kUsage =
    R"(Usage: understudy record --to FOLDER [options]

Captures runs as fixtures that `understudy serve` replays: one file a run, with
its whole life and its timing. Nothing secret is stored: credentials, cookies,
phone numbers, e-mail addresses, tokens and marked names (x-personal) become
pseudonyms, the same for the same, before anything is written. Each response is
held against the contract as it passes.

  understudy record --api noxus --to fixtures --run-id ID --follow
  understudy record --to fixtures --listen 127.0.0.1:4020
  understudy record --to fixtures --har command.har

With --listen it is a proxy: it prints one line of JSON with the base URL for
each API, what clients ask there goes to the API, and every run that passes is
recorded, until SIGTERM or SIGINT.

UNDERSTUDY_PSEUDONYM_KEY, where it is set, makes the pseudonyms of one recording
those of the next.

Exit status: 0 recorded, 1 recorded and drift was found, 2 wrong usage or
contract, 3 something could not be had, or nothing was recorded.

)";

po::options_description describe_options() {
    po::options_description options("Options");
    auto add = options.add_options();
    add("to", po::value<std::string>()->value_name("FOLDER"), "where fixtures go: FOLDER/API/RUN-ID.json");
    add("api", po::value<std::string>()->value_name("NAME"), "the contract (understudy contracts)");
    add("contract", po::value<std::vector<std::string>>()->value_name("[NAME=]FILE"),
        "add a contract, or put it in the place of an embedded one");
    add("listen", po::value<std::string>()->value_name("ADDR:PORT"),
        "be a proxy in front of the API; port 0 takes one that is free");
    add("max-body", po::value<std::size_t>()->default_value(std::size_t{4} << 20)->value_name("BYTES"),
        "longest body that is stored; a longer one passes through a proxy all the same");
    add("har", po::value<std::string>()->value_name("FILE"), "turn an HTTP Archive 1.2 into fixtures");
    add("replace", "write over fixtures of the same run; else a second one gets a number");
    add("keep", po::value<std::vector<std::string>>()->value_name("PATH"),
        "write this field as it came: sessions[].user_number; may be given again");
    add("redact", po::value<std::vector<std::string>>()->value_name("PATH"),
        "replace this field whatever it is; may be given again");
    add("redact-transcripts", "replace what people have said, too");
    add("help,h", "this text");
    return options.add(describe_live_options());
}

std::vector<std::string> list_of(const po::variables_map& values, const char* option) {
    return values.count(option) == 0 ? std::vector<std::string>{}
                                     : values[option].as<std::vector<std::string>>();
}

record::RedactOptions redact_options(const po::variables_map& values, const contract::Contract& contract,
                                     const contract::Operation& operation) {
    record::RedactOptions options;
    for (const std::string& path : list_of(values, "keep")) options.keep.insert(path);
    for (const std::string& path : list_of(values, "redact")) options.redact.insert(path);
    options.transcripts = values.count("redact-transcripts") != 0;
    for (const contract::Response& response : operation.responses)
        for (const contract::FieldSummary& field : contract::fields(contract, response))
            if (!field.personal.empty())
                options.personal[field.path] = field.personal;
            else if (field.constraint.starts_with("one of ") || field.constraint.starts_with("known values "))
                options.enumerated.insert(field.path);
    return options;
}

void tell_replaced(const record::RecordedApi& api, std::ostream& out) {
    std::string text;
    for (const auto& [secret, count] : api.redactor.counts())
        text += (text.empty() ? "" : ", ") + std::string(record::secret_name(secret)) + " " +
                std::to_string(count);
    if (!text.empty()) out << "replaced, by kind: " << text << "\n";
}

/// One recording: its options, the APIs that it has met, and the recorder.
class RecordCommand {
public:
    RecordCommand(const po::variables_map& values, const Streams& streams)
        : values_(values), streams_(streams), pseudonyms_(pseudonym_key()) {
        for (const std::string& contract : list_of(values, "contract")) catalog_.add(contract);
        try {
            recorder_.emplace(values["to"].as<std::string>(), values.count("replace") != 0, streams.out,
                              streams.err);
        } catch (const std::system_error& error) {
            throw UsageError(std::string("--to: ") + error.what());
        }
    }

    void record_runs();
    void record_har();
    void record_proxy();
    int finish();

private:
    static std::string pseudonym_key() {
        const char* key = std::getenv("UNDERSTUDY_PSEUDONYM_KEY");
        return key == nullptr ? "" : key;
    }
    record::RecordedApi& add(const std::string& name);
    std::vector<std::string> names();
    void take(const record::Passed& passed, record::RecordedApi& api);
    void take(record::RecordedApi& api, const std::string& run_id, const std::string& name,
              const record::Captured& captured);
    bool is_text(record::Captured& captured) const;

    const po::variables_map& values_;
    const Streams& streams_;
    contract::Catalog catalog_;
    record::Pseudonyms pseudonyms_;
    std::deque<record::RecordedApi> apis_;
    std::optional<record::Recorder> recorder_;
};

record::RecordedApi& RecordCommand::add(const std::string& name) {
    const auto contract = catalog_.get(name);
    auto& api = apis_.emplace_back(contract, pseudonyms_,
                                   redact_options(values_, *contract, contract->run_operation()));
    api.from = contract::shown_url(contract->servers().front());
    return api;
}

std::vector<std::string> RecordCommand::names() {
    return values_.count("api") != 0 ? std::vector{values_["api"].as<std::string>()} : catalog_.names();
}

void RecordCommand::record_runs() {
    if (values_.count("api") == 0) throw UsageError("which API? Name it with --api");
    record::RecordedApi& api = add(values_["api"].as<std::string>());
    const LiveOptions options = read_live_options(values_, *api.contract, api.operation);
    for (const live::Credential& credential : options.credentials) api.redactor.add_secret(credential.secret);
    check::CheckOptions check;
    check.secrets = api.redactor.secrets();
    live::RequestPacer pace(options.rate);
    std::optional<LiveRun> run;
    try {
        run.emplace(options, api.operation, check, pace);
    } catch (const std::runtime_error& error) {
        throw UsageError(error.what());
    }
    api.from = (options.base.is_tls ? "https://" : "http://") + options.base.authority() + options.base.path;
    for (const std::string& id : options.run_ids) {
        std::size_t poll = 0;
        const check::Tally checked = run->get(id, 0, [&](const live::FetchedResponse& response) {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            take(api, id, id + "#" + std::to_string(++poll),
                 {std::chrono::duration_cast<std::chrono::milliseconds>(now), response.status,
                  response.fields, response.body});
        });
        for (const intake::FetchFault& fault : checked.faults()) api.tally.add(fault);
        recorder_->write(api, id);
    }
}

void RecordCommand::record_har() {
    const auto file = values_["har"].as<std::string>();
    const std::string text = json::read_file(file);
    const intake::Observed har = intake::read_har(file, {text, 1, true, nullptr});
    std::vector<bool> is_used(har.observations.size());
    for (const std::string& name : names()) {
        record::RecordedApi& api = add(name);
        for (std::size_t i = 0; i < har.observations.size(); ++i) {
            const intake::Observation& entry = har.observations[i];
            const auto match = contract::match_exchange(*api.contract, entry.method, entry.url);
            if (!match || match->operation != &api.operation || entry.status < 200 || entry.status > 599)
                continue;
            is_used[i] = true;
            record::Captured captured{
                std::chrono::milliseconds(entry.time.value_or(0)), entry.status, {}, std::string(entry.body)};
            for (const contract::HeaderField& field : *entry.fields)
                captured.fields.emplace_back(field.name, field.value);
            take(api, match->parameter, entry.document, captured);
        }
    }
    recorder_->finish();
    std::map<std::string, std::size_t> unused;
    for (std::size_t i = 0; i < har.observations.size(); ++i) {
        const intake::Observation& entry = har.observations[i];
        if (!is_used[i]) ++unused[std::string(entry.method) + " " + contract::shown_url(entry.url)];
    }
    for (const auto& [exchange, count] : unused)
        streams_.err << "understudy record: not recorded, being of no run: " << text::printable(exchange)
                     << (count == 1 ? "" : " (" + std::to_string(count) + ")") << "\n";
}

void RecordCommand::record_proxy() {
    http::Endpoint where;
    try {
        where = http::Endpoint::parse(values_["listen"].as<std::string>());
    } catch (const std::invalid_argument& error) {
        throw UsageError("--listen: " + std::string(error.what()));
    }
    const std::vector<std::string> apis = names();
    for (const GivenUrl& given : given_urls(values_)) {
        if (given.api.empty() && apis.size() != 1)
            throw UsageError("--base-url: of which API? Name it: --base-url " + apis.front() + "=URL");
        if (!given.api.empty() && std::find(apis.begin(), apis.end(), given.api) == apis.end())
            throw UsageError("--base-url: there is no API \"" + given.api + "\" here");
    }
    std::vector<record::Upstream> upstreams;
    for (const std::string& name : apis) {
        record::RecordedApi& api = add(name);
        record::Upstream upstream{"/" + name, read_base_url(values_, *api.contract), ""};
        if (const std::size_t scheme = api.from.find("://"); scheme != std::string::npos)
            upstream.base_path = api.from.substr(std::min(api.from.find('/', scheme + 3), api.from.size()));
        while (upstream.base_path.ends_with('/')) upstream.base_path.pop_back();
        api.from =
            (upstream.base.is_tls ? "https://" : "http://") + upstream.base.authority() + upstream.base.path;
        upstreams.push_back(std::move(upstream));
    }
    live::ConnectionOptions options = read_connection_options(values_);
    options.most_body = values_["max-body"].as<std::size_t>();
    recorder_->keep_journal();
    std::optional<record::RecordingProxy> proxy;
    try {
        proxy.emplace(where, upstreams, options,
                      [this](const record::Passed& passed) { take(passed, apis_[passed.upstream]); });
    } catch (const std::system_error& error) {
        throw UsageError(std::string("--listen: ") + error.what());
    }
    proxy->stop_on({SIGTERM, SIGINT});
    Announcement announcement{proxy->endpoint(), {}, ""};
    const std::string origin = "http://" + client_authority(proxy->endpoint());
    for (const record::Upstream& upstream : upstreams)
        announcement.apis.emplace_back(upstream.prefix.substr(1),
                                       origin + upstream.prefix + upstream.base_path);
    announce(announcement, streams_.out);
    proxy->run();
}

// Records it, and tells of its drift at once.
void RecordCommand::take(record::RecordedApi& api, const std::string& run_id, const std::string& name,
                         const record::Captured& captured) {
    const std::size_t known = api.tally.findings().size();
    recorder_->take(api, run_id, name, captured);
    for (std::size_t i = known; i < api.tally.findings().size(); ++i) {
        const check::Finding& finding = api.tally.findings()[i];
        streams_.err << "drift: " << text::printable(finding.document + " " + finding.message()) << std::endl;
    }
}

// Every credential that the client has sent is one that may not be stored, wherever it comes back.
void RecordCommand::take(const record::Passed& passed, record::RecordedApi& api) {
    for (const auto& [name, value] : *passed.request_fields)
        if (contract::is_same_field(name, "authorization"))
            api.redactor.add_secret(value.substr(std::min(value.find(' ') + 1, value.size())));
        else if (record::names_secret(name))
            api.redactor.add_secret(value);
    if (passed.method != "GET") return;
    const std::string url = api.from.substr(0, api.from.find('/', 8)) + std::string(passed.target);
    const auto match =
        contract::PathTemplate(api.from.substr(std::min(api.from.find('/', 8), api.from.size())),
                               api.operation.path)
            .match(text::path_of(passed.target));
    if (!match) return;
    const std::string& id = match->last();
    record::Captured captured = passed.captured;
    if (passed.is_too_large) {
        streams_.err << "understudy record: a response of run " << text::printable(id)
                     << " is larger than --max-body: it went to the client, and is not stored" << std::endl;
        return;
    }
    if (!is_text(captured)) return;
    take(api, id, contract::shown_url(url), captured);
    if (recorder_->has_ended(api, id)) recorder_->write(api, id);
}

bool RecordCommand::is_text(record::Captured& captured) const {
    for (const auto& [name, value] : captured.fields)
        if (contract::is_same_field(name, "content-encoding") &&
            live::decode_content(value, captured.body, values_["max-body"].as<std::size_t>()) !=
                live::Decoding::done) {
            streams_.err << "understudy record: a response that cannot be decoded went to the client, and is "
                            "not stored"
                         << std::endl;
            return false;
        }
    return true;
}

// What was replaced and what drifted; the exit status that it comes to.
int RecordCommand::finish() {
    recorder_->finish();
    for (const std::string& note : catalog_.notes()) streams_.err << "understudy record: " << note << "\n";
    int code = recorder_->has_failed() ? kNotCompleted : kConforms;
    for (const record::RecordedApi& api : apis_) {
        tell_replaced(api, streams_.out);
        const std::uint64_t errors = api.tally.count(check::Severity::error);
        if (!api.tally.faults().empty()) code = kNotCompleted;
        if (errors != 0 && code == kConforms) code = kDrift;
        if (errors + api.tally.count(check::Severity::warning) == 0 && api.tally.faults().empty()) continue;
        streams_.out << "\n";
        const drift::Scope scope = drift::scope_of(*api.contract, api.operation);
        report::Report check{scope, api.tally};
        check.colour = streams_.colour;
        report::write_text(check, streams_.out);
    }
    if (recorder_->written() != 0) return code;
    streams_.err << "understudy record: nothing was recorded\n";
    return kNotCompleted;
}

} // namespace

int record(const Arguments& arguments, const Streams& streams) {
    const po::options_description options = describe_options();
    const po::variables_map values = parse_options(arguments, options, "");
    if (values.count("help") != 0) {
        streams.out << kUsage << options;
        return kConforms;
    }
    if (values.count("to") == 0) throw UsageError("where to? Name a folder with --to");
    RecordCommand command(values, streams);
    if (values.count("har") != 0)
        command.record_har();
    else if (values.count("listen") != 0)
        command.record_proxy();
    else
        command.record_runs();
    return command.finish();
}

} // namespace understudy::cli
