#include "server/command/record.hpp"

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <map>
#include <optional>
#include <ostream>

#include "server/record/fixture_writer.hpp"
#include "server/record/recording.hpp"
#include "validator/command/exit_code.hpp"
#include "validator/command/live.hpp"
#include "validator/command/live_options.hpp"
#include "validator/command/live_run.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/exchange_match.hpp"
#include "validator/contract/fields.hpp"
#include "validator/intake/har.hpp"
#include "validator/report/report.hpp"

namespace understudy::command {
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
  understudy record --to fixtures --har session.har

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

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts = {};
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", ::gmtime_r(&now, &parts));
    return text;
}

record::RedactOptions redact_options(const po::variables_map& values, const contract::Contract& contract,
                                     const contract::Operation& operation) {
    record::RedactOptions options;
    for (const std::string& path : list_of(values, "keep")) options.keep.insert(path);
    for (const std::string& path : list_of(values, "redact")) options.redact.insert(path);
    options.transcripts = values.count("redact-transcripts") != 0;
    for (const contract::Response& response : operation.responses)
        for (const contract::Field& field : contract::fields(contract, response))
            if (!field.personal.empty())
                options.personal[field.path] = field.personal;
            else if (field.constraint.starts_with("one of ") || field.constraint.starts_with("known values "))
                options.enumerated.insert(field.path);
    return options;
}

/// What recorded runs of one API need.
struct Api {
    Api(const po::variables_map& values, std::shared_ptr<const contract::Contract> given,
        const record::Pseudonyms& pseudonyms, const std::vector<live::Credential>& credentials)
        : contract(std::move(given)),
          operation(contract->run_operation()),
          kept(record::kept_fields(operation)) {
        record::RedactOptions options = redact_options(values, *contract, operation);
        for (const live::Credential& credential : credentials) options.secrets.push_back(credential.secret);
        redactor.emplace(pseudonyms, std::move(options));
    }

    std::shared_ptr<const contract::Contract> contract;
    const contract::Operation& operation;
    std::set<std::string> kept;
    std::optional<record::Redactor> redactor;
    drift::Tally tally{1000};
};

/// Writes fixtures and tells of them.
class Writing {
public:
    Writing(const po::variables_map& values, const Streams& streams)
        : writer_(values["to"].as<std::string>(), values.count("replace") != 0), out_(streams.out) {}

    void write(const record::Recording& recording) {
        if (recording.is_empty()) return;
        const std::string file = writer_.write(recording.api(), recording.run_id(), recording.fixture());
        out_ << file << ": " << recording.size() << (recording.size() == 1 ? " response\n" : " responses\n")
             << std::flush;
        ++count_;
    }
    std::size_t count() const { return count_; }

private:
    record::FixtureWriter writer_;
    std::ostream& out_;
    std::size_t count_ = 0;
};

void tell_replaced(const Api& api, std::ostream& out) {
    std::string text;
    for (const auto& [secret, count] : api.redactor->counts())
        text += (text.empty() ? "" : ", ") + std::string(record::secret_name(secret)) + " " +
                std::to_string(count);
    if (!text.empty()) out << "replaced, by kind: " << text << "\n";
}

// What was replaced and what drifted; the exit status that it comes to.
int finish(const std::vector<std::unique_ptr<Api>>& apis, const Writing& writing, const Streams& streams) {
    int code = kConforms;
    for (const auto& api : apis) {
        tell_replaced(*api, streams.out);
        if (!api->tally.faults().empty()) code = kNotCompleted;
        if (api->tally.count(drift::Severity::error) != 0 && code == kConforms) code = kDrift;
        if (api->tally.count(drift::Severity::error) + api->tally.count(drift::Severity::warning) != 0 ||
            !api->tally.faults().empty()) {
            streams.out << "\n";
            report::write_text({*api->contract, api->operation, api->tally}, streams.colour, streams.out);
        }
    }
    if (writing.count() != 0) return code;
    streams.err << "understudy record: nothing was recorded\n";
    return kNotCompleted;
}

void record_runs(const po::variables_map& values, contract::Catalog& catalog,
                 const record::Pseudonyms& pseudonyms, std::vector<std::unique_ptr<Api>>& apis,
                 Writing& writing) {
    if (values.count("api") == 0) throw UsageError("which API? Name it with --api");
    const auto contract = catalog.get(values["api"].as<std::string>());
    const LiveOptions options = read_live_options(values, *contract, contract->run_operation());
    apis.push_back(std::make_unique<Api>(values, contract, pseudonyms, options.credentials));
    Api& api = *apis.back();
    drift::CheckOptions check;
    for (const live::Credential& credential : options.credentials) check.secrets.push_back(credential.secret);
    live::Pace pace(options.rate);
    LiveRun run(options, api.operation, check, pace);
    const std::string from =
        (options.base.is_tls ? "https://" : "http://") + options.base.authority() + options.base.path;
    for (const std::string& id : options.run_ids) {
        record::Recording recording(*contract, id, from, utc_now());
        api.tally.append(run.get(id, api.tally.room(), [&](const live::Response& response) {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            recording.add({std::chrono::duration_cast<std::chrono::milliseconds>(now), response.status,
                           response.fields, response.body},
                          api.kept, *api.redactor);
        }));
        writing.write(recording);
    }
}

void add_exchange(const intake::HarEntry& entry, const std::string& id, Api& api,
                  std::map<std::string, record::Recording>& runs) {
    const auto from = contract::shown_url(api.contract->servers().front());
    record::Recording& recording = runs.try_emplace(id, *api.contract, id, from, utc_now()).first->second;
    std::vector<std::pair<std::string, std::string>> fields;
    for (const contract::HeaderField& field : entry.headers) fields.emplace_back(field.name, field.value);
    recording.add({std::chrono::milliseconds(entry.at_ms), entry.status, std::move(fields), entry.body},
                  api.kept, *api.redactor);
    drift::Checker checker(api.operation, {}, api.tally);
    checker.check(
        {id + "#/log/entries/" + std::to_string(entry.index), entry.body, entry.body, 1, entry.status});
}

void record_har(const po::variables_map& values, contract::Catalog& catalog,
                const record::Pseudonyms& pseudonyms, std::vector<std::unique_ptr<Api>>& apis,
                Writing& writing, std::ostream& err) {
    const auto file = values["har"].as<std::string>();
    const intake::Har har = intake::Har::parse(file, json::read_file(file));
    std::vector<bool> is_used(har.entries().size());
    for (const std::string& name :
         values.count("api") != 0 ? std::vector{values["api"].as<std::string>()} : catalog.names()) {
        auto api =
            std::make_unique<Api>(values, catalog.get(name), pseudonyms, std::vector<live::Credential>{});
        std::map<std::string, record::Recording> runs;
        for (const intake::HarEntry& entry : har.entries()) {
            const auto match = contract::match_exchange(*api->contract, entry.method, entry.url);
            if (!match || match->operation != &api->operation || entry.status < 200 || entry.status > 599)
                continue;
            is_used[entry.index] = true;
            add_exchange(entry, match->parameter, *api, runs);
        }
        for (const auto& [id, recording] : runs) writing.write(recording);
        if (!runs.empty()) apis.push_back(std::move(api));
    }
    std::map<std::string, std::size_t> unused;
    for (const intake::HarEntry& entry : har.entries())
        if (!is_used[entry.index]) ++unused[std::string(entry.method) + " " + contract::shown_url(entry.url)];
    for (const auto& [exchange, count] : unused)
        err << "understudy record: not recorded, being of no run: " << exchange
            << (count == 1 ? "" : " (" + std::to_string(count) + ")") << "\n";
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
    contract::Catalog catalog;
    for (const std::string& contract : list_of(values, "contract")) catalog.add(contract);
    const char* key = std::getenv("UNDERSTUDY_PSEUDONYM_KEY");
    const record::Pseudonyms pseudonyms(key == nullptr ? "" : key);
    std::optional<Writing> writing;
    try {
        writing.emplace(values, streams);
    } catch (const std::system_error& error) {
        throw UsageError(std::string("--to: ") + error.what());
    }
    std::vector<std::unique_ptr<Api>> apis;
    if (values.count("har") != 0)
        record_har(values, catalog, pseudonyms, apis, *writing, streams.err);
    else
        record_runs(values, catalog, pseudonyms, apis, *writing);
    for (const std::string& note : catalog.notes()) streams.err << "understudy record: " << note << "\n";
    return finish(apis, *writing, streams);
}

} // namespace understudy::command
