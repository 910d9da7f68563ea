#include "cli/contract_options.hpp"
#include "cli/record_options.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <map>
#include <optional>
#include <ostream>
#include <system_error>

#include "cli/announcement.hpp"
#include "cli/archived_runs.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/live.hpp"
#include "cli/live_options.hpp"
#include "cli/live_run.hpp"
#include "server/http/endpoint.hpp"
#include "server/record/proxy.hpp"
#include "server/record/recorder.hpp"
#include "validator/contract/catalog.hpp"
#include "validator/contract/exchange_match.hpp"
#include "validator/contract/media_type.hpp"
#include "validator/contract/path_template.hpp"
#include "validator/live/content_encoding.hpp"
#include "validator/report/report.hpp"
#include "validator/text/printable.hpp"
#include "validator/text/url.hpp"
#include "validator/text/utf8.hpp"

namespace understudy::cli {
namespace {

void note_replaced(const record::RecordedApi& api, std::ostream& out) {
    std::string text;
    for (const auto& [secret, count] : api.redactor.counts())
        text += (text.empty() ? "" : ", ") + std::string(record::secret_name(secret)) + " " +
                std::to_string(count);
    if (!text.empty()) out << "replaced, by kind: " << text << "\n";
}

/// One recording: its options, the APIs met so far, and the recorder.
class RecordCommand {
public:
    RecordCommand(const OptionValues& values, const Streams& streams)
        : values_(values), streams_(streams), pseudonyms_(pseudonym_key()) {
        for (const std::string& contract : values.list("contract"))
            catalog_.add(contract, read_contract_options(values));
        try {
            recorder_.emplace(values.text("to"), values.has("replace"), streams.out, streams.err);
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
    void take(record::RecordedApi& api, const contract::RunAddress& run, const std::string& name,
              const record::Captured& captured);
    bool is_text(record::Captured& captured) const;

    const OptionValues& values_;
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
    api.from = contract::shown_url(contract->run_operation().server);
    return api;
}

std::vector<std::string> RecordCommand::names() {
    return values_.has("api") ? std::vector{values_.text("api")} : catalog_.names();
}

void RecordCommand::record_runs() {
    if (!values_.has("api")) throw UsageError("which API? Name it with --api");
    record::RecordedApi& api = add(values_.text("api"));
    const LiveOptions options = read_live_options(values_, *api.contract, api.operation);
    for (const live::Credential& credential : options.credentials) api.redactor.add_secret(credential.secret);
    check::CheckOptions check;
    check.api = api.contract->name();
    check.secrets = api.redactor.secrets();
    live::RequestPacer pace(options.rate);
    std::optional<LiveRun> run;
    try {
        run.emplace(options, api.operation, check, pace);
    } catch (const std::runtime_error& error) {
        throw UsageError(error.what());
    }
    api.from = (options.base.is_tls ? "https://" : "http://") + options.base.authority() + options.base.path;
    for (const contract::RunAddress& address : options.runs) {
        const std::string name = contract::run_name(api.operation, address);
        std::size_t poll = 0;
        const check::Tally checked = run->get(address, 0, [&](const live::FetchedResponse& response) {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            take(api, address, name + "#" + std::to_string(++poll),
                 {std::chrono::duration_cast<std::chrono::milliseconds>(now), response.status,
                  response.fields, response.body});
        });
        for (const intake::FetchFault& fault : checked.faults()) api.tally.add(fault);
        recorder_->write(api, address);
    }
}

void RecordCommand::record_har() {
    const auto file = values_.text("har");
    const std::vector<intake::Observed> archive = read_exchanges(file);
    std::vector<bool> is_used(archive.size());
    LeftOut left_out;
    for (const std::string& name : names()) {
        record::RecordedApi& api = add(name);
        for (std::size_t i = 0; i < archive.size(); ++i) {
            const intake::Observation& entry = archive[i].observations.front();
            const auto match = contract::match_exchange(*api.contract, entry.method, entry.url);
            if (!match || match->operation != &api.operation) continue;
            is_used[i] = true;
            if (const auto kind = no_state(entry, api.operation)) {
                left_out.add(*kind, entry);
                continue;
            }
            record::Captured captured{
                std::chrono::milliseconds(entry.time.value_or(0)), entry.status, {}, std::string(entry.body)};
            for (const contract::HeaderField& field : *entry.fields)
                captured.fields.emplace_back(field.name, field.value);
            take(api, contract::run_address(api.operation, match->path), entry.document, captured);
        }
    }
    recorder_->finish();
    for (std::size_t i = 0; i < archive.size(); ++i) {
        const intake::Observation& entry = archive[i].observations.front();
        if (is_used[i]) continue;
        if (entry.url.empty())
            left_out.add(entry.unchecked.value_or(intake::Unchecked::damaged), entry);
        else
            left_out.add_unmatched(std::string(entry.method) + " " + contract::shown_url(entry.url));
    }
    left_out.tell(file, streams_.err);
}

void RecordCommand::record_proxy() {
    http::Endpoint where;
    try {
        where = http::Endpoint::parse(values_.text("listen"));
    } catch (const std::invalid_argument& error) {
        throw UsageError("--listen: " + std::string(error.what()));
    }
    const std::vector<std::string> apis = names();
    for (const GivenUrl& given : given_urls(values_)) {
        if (given.api.empty() && apis.size() != 1)
            throw UsageError("--base-url: for which API? Name it: --base-url " + apis.front() + "=URL");
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
    options.most_body = values_["max-body"].as<std::uint64_t>();
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

// Records it, and reports its drift at once.
void RecordCommand::take(record::RecordedApi& api, const contract::RunAddress& run, const std::string& name,
                         const record::Captured& captured) {
    const std::size_t known = api.tally.findings().size();
    recorder_->take(api, run, name, captured);
    if (text::find_invalid_utf8(captured.body) != captured.body.size())
        streams_.err
            << "understudy record: " << text::printable(name)
            << ": the body is not UTF-8: its bytes are stored in Base64, and only secrets in ASCII are "
               "replaced"
            << std::endl;
    for (std::size_t i = known; i < api.tally.findings().size(); ++i) {
        const check::Finding& finding = api.tally.findings()[i];
        streams_.err << "drift: " << text::printable(finding.document + " " + finding.message()) << std::endl;
    }
}

// No credential that the client has sent may be stored, wherever it comes back.
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
    const contract::RunAddress run = contract::run_address(api.operation, *match);
    record::Captured captured = passed.captured;
    if (passed.is_too_large) {
        streams_.err << "understudy record: a response of run "
                     << text::printable(contract::run_name(api.operation, run))
                     << " is larger than --max-body: the client got it, but it is not stored" << std::endl;
        return;
    }
    if (!is_text(captured)) return;
    take(api, run, contract::shown_url(url), captured);
    if (recorder_->has_ended(api, run)) recorder_->write(api, run);
}

bool RecordCommand::is_text(record::Captured& captured) const {
    for (const auto& [name, value] : captured.fields)
        if (contract::is_same_field(name, "content-encoding") &&
            live::decode_content(value, captured.body, values_["max-body"].as<std::uint64_t>()) !=
                live::Decoding::done) {
            streams_.err << "understudy record: a response cannot be decoded from its Content-Encoding (this "
                            "program reads "
                         << live::accepted_codings() << "): the client got it, but it is not stored"
                         << std::endl;
            return false;
        }
    return true;
}

// Reports what was replaced and what drifted. Returns the exit status.
int RecordCommand::finish() {
    recorder_->finish();
    for (const std::string& note : catalog_.notes()) streams_.err << "understudy record: " << note << "\n";
    int code = recorder_->has_failed() ? kNotCompleted : kConforms;
    for (const record::RecordedApi& api : apis_) {
        note_replaced(api, streams_.out);
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

int run_record(const OptionValues& values, const Streams& streams) {
    if (!values.has("to")) throw UsageError("where to? Name a folder with --to");
    RecordCommand command(values, streams);
    if (values.has("har"))
        command.record_har();
    else if (values.has("listen"))
        command.record_proxy();
    else
        command.record_runs();
    return command.finish();
}

} // namespace understudy::cli
