#include "server/mock/api.hpp"

#include <algorithm>

#include "server/generate/run_maker.hpp"
#include "server/http/cookie.hpp"
#include "server/http/gzip.hpp"
#include "server/http/problem.hpp"
#include "server/mock/cors.hpp"
#include "validator/contract/parameter_value.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/character_class.hpp"
#include "validator/text/url.hpp"

namespace understudy::mock {
namespace {

constexpr std::string_view kMethods = "GET, HEAD, OPTIONS";

// RFC 9110 §11.4: a scheme (compared without case), a space, and something after it.
bool has_scheme(std::string_view authorization, std::string_view scheme) {
    const std::size_t space = authorization.find(' ');
    if (space == std::string_view::npos || !text::equal_ignoring_case(authorization.substr(0, space), scheme))
        return false;
    const std::string_view credential = authorization.substr(space + 1);
    const bool is_one_word = credential.find_first_of(" \t,") == std::string_view::npos;
    return !credential.empty() && is_one_word;
}

bool meets(const http::Request& request, const contract::SecurityScheme& scheme) {
    if (scheme.type == "http")
        return request.count("authorization") == 1 &&
               has_scheme(request.field("authorization"), scheme.scheme);
    if (scheme.type == "apiKey" && scheme.in == "header")
        return request.count(scheme.name) == 1 && !request.field(scheme.name).empty();
    if (scheme.type == "apiKey" && scheme.in == "query")
        return !text::query_parameter(request.target, scheme.name).value_or("").empty();
    if (scheme.type == "apiKey") return !http::cookie(request, scheme.name).value_or("").empty();
    return request.count("authorization") == 1 &&
           !request.field("authorization").empty(); // oauth2: any token
}

// RFC 9110 §11.6.1: a 401 names the credential that it expects.
std::string challenge(const contract::Operation& operation) {
    for (const auto& alternative : operation.security)
        for (const contract::SecurityScheme& scheme : alternative)
            if (scheme.type == "http") {
                std::string name = scheme.scheme;
                if (!name.empty())
                    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
                return name;
            }
    return {};
}

class CountBreaches : public schema::BreachSink {
public:
    void add(schema::Breach&&) override { ++count; }
    std::size_t count = 0;
};

} // namespace

Api::Api(std::shared_ptr<const contract::Contract> contract, const ApiOptions& options)
    : contract_(std::move(contract)),
      operation_(contract_->run_operation()),
      options_(options),
      generated_(std::make_unique<GeneratedRuns>(contract_->name(), operation_, options.seed)),
      fault_responder_(operation_),
      rate_limit_responder_(operation_),
      request_check_(operation_),
      host_(text::to_lower(text::split_url(operation_.server).authority)),
      base_path_(contract::base_path(operation_.server)),
      prefixed_("/" + contract_->name() + base_path_, operation_.path),
      bare_(base_path_, operation_.path),
      unauthorized_(
          documented_error({401, 403}, "credential-missing", "Expected a credential; any key is accepted.")),
      malformed_id_(documented_error({400, 422, 404}, "run-id-malformed", "The run id is malformed.")),
      invalid_(documented_error({422, 400}, "request-invalid", "A parameter breaks the contract.")),
      unknown_run_(documented_error({404}, "run-unknown", "There is no fixture with this run id.")) {
    std::vector<http::Field> fields = {{"allow", kMethods}};
    allow_any_origin(fields);
    wrong_method_ =
        http::problem(405, "method-not-allowed", "A run accepts only GET, HEAD and OPTIONS.", fields);
    const contract::Response* response = operation_.response(200);
    if (options_.generate && generated_->run({"any", {}}) == nullptr)
        throw json::LoadError(contract_->document().file(),
                              response == nullptr ? "/paths" : response->schema_pointer,
                              "--generate cannot make " + generate::why_no_run(operation_, options.seed));
}

bool Api::is_host(std::string_view host) const {
    if (host_.empty() || !text::starts_with_ignoring_case(host, host_)) return false;
    host.remove_prefix(host_.size());
    return host.empty() || host.front() == ':';
}

Api::Played Api::answer(const http::Request& request, const contract::PathMatch& path, Session& session,
                        std::int64_t now_ms) const {
    const bool is_get = request.method == "GET";
    if (request.method == "OPTIONS") return {preflight(request), true, {}};
    if (!is_get && request.method != "HEAD")
        return {wrong_method_, false, "method: expected GET, HEAD or OPTIONS"};
    if (options_.require_credential && !has_credential(request))
        return {unauthorized_, false, "credential: expected one; any key is accepted"};
    RequestCheck::Result checked;
    if (options_.request_check != Strictness::off) checked = request_check_.check(request);
    if (options_.request_check == Strictness::strict && !checked.breach.empty())
        return {invalid_, false, checked.breach};
    std::optional<RateMeter::Reading> reading;
    if (!session.rates.empty()) {
        const std::lock_guard lock(session.mutex);
        reading = session.rates.count(name(), now_ms);
    }
    if (reading && reading->exceeded)
        return {rate_limit_responder_.limited(*reading, nullptr, now_ms), false, "rate limit: exceeded"};
    const Preference preference = Preference::of(request);
    Played played = preference.empty() ? play(path, is_get, session, now_ms) : prefer(preference, path);
    if (reading) played.reply = rate_limit_responder_.limited(*reading, played.reply, now_ms);
    if (played.note.empty()) played.note = checked.breach.empty() ? checked.advice : checked.breach;
    return played;
}

/// The fixture's run at this path. `note` says why there is none.
std::shared_ptr<const Run> Api::find_run(const contract::PathMatch& path, std::string& note) const {
    note = "run: there is no fixture with this run id";
    return runs_.find(run_id(path), [&](const Run& run) { return is_at(run, path, note); });
}

/// Whether the other ids of the path are the run's as well.
bool Api::is_at(const Run& run, const contract::PathMatch& path, std::string& note) const {
    const std::map<std::string, std::string>& known = run.address().path;
    for (const std::string& name : operation_.path_parameters) {
        if (name == operation_.run_parameter) continue;
        const auto said = known.find(name);
        if (said != known.end() && said->second == path.value(name)) continue;
        note = said == known.end()
                   ? "run: its fixture does not say its " + name + ": give it \"path\": {\"" + name + "\": …}"
                   : "run: it has another " + name;
        return false;
    }
    return true;
}

std::shared_ptr<const Run> Api::generated_run(const contract::PathMatch& path) const {
    return generated_->run(contract::run_address(operation_, path));
}

Api::Played Api::play(const contract::PathMatch& path, bool moves_on, Session& session,
                      std::int64_t now_ms) const {
    const std::string& run_id = this->run_id(path);
    Played played{nullptr, true, {}};
    std::string note;
    std::shared_ptr<const Run> run = find_run(path, note);
    if (run == nullptr && !is_well_formed(path))
        played = {malformed_id_, false, "run: the id breaks the contract"};
    else if (run == nullptr && options_.generate)
        run = generated_run(path);
    if (run == nullptr && played.reply == nullptr) played = {unknown_run_, false, note};
    const std::lock_guard lock(session.mutex);
    const std::uint64_t poll = run == nullptr ? 0 : moves_on ? session.progress.count_poll(*run, now_ms) : 0;
    const FaultRule* fault = nullptr;
    if (!session.faults.empty())
        fault = session.faults.follow(
            name(), run_id, contract::run_name(operation_, contract::run_address(operation_, path)), poll);
    if (run != nullptr) {
        // A reply that never reaches the client, or not as the run's own, does not advance the run's life.
        const bool is_lost =
            fault != nullptr && (fault->status != 0 || fault->break_kind != http::Delivery::Break::none);
        const std::size_t step = moves_on && !is_lost ? session.progress.next(*run, now_ms)
                                                      : session.progress.current(*run, now_ms);
        played.reply = run->steps()[step].reply;
    }
    if (fault != nullptr)
        played.reply = fault_responder_.follow(*fault, *played.reply, run_id, poll, played.note);
    return played;
}

std::vector<std::string> Api::credential_names() const {
    std::vector<std::string> names;
    for (const auto& alternative : operation_.security)
        for (const contract::SecurityScheme& scheme : alternative)
            if (!scheme.name.empty()) names.push_back(scheme.name);
    return names;
}

std::shared_ptr<const http::Reply> Api::documented_error(std::initializer_list<unsigned> statuses,
                                                         std::string_view slug,
                                                         std::string_view detail) const {
    for (const unsigned status : statuses) {
        const contract::Response* response = operation_.response(status);
        if (response != nullptr && !response->example.empty()) return documented(*response, status);
        if (response != nullptr && status == 401)
            break; // The contract documents 401: no other status's example replaces it.
    }
    const std::string wanted = challenge(operation_);
    std::vector<http::Field> fields;
    allow_any_origin(fields);
    if (*statuses.begin() == 401 && !wanted.empty()) fields.push_back({"www-authenticate", wanted});
    return http::problem(*statuses.begin(), slug, detail, fields);
}

/// A documented response with its example as the body.
std::shared_ptr<const http::Reply> Api::documented(const contract::Response& response,
                                                   unsigned status) const {
    std::vector<http::Field> fields = {{"content-type", response.media_type}};
    allow_any_origin(fields);
    const std::string wanted = challenge(operation_);
    if (status == 401 && !wanted.empty()) fields.push_back({"www-authenticate", wanted});
    return http::negotiable(status, fields, response.example);
}

bool Api::has_credential(const http::Request& request) const {
    if (operation_.security.empty()) return true;
    return std::any_of(operation_.security.begin(), operation_.security.end(), [&](const auto& alternative) {
        return std::all_of(alternative.begin(), alternative.end(),
                           [&](const contract::SecurityScheme& scheme) { return meets(request, scheme); });
    });
}

bool Api::is_well_formed(const contract::PathMatch& path) const {
    for (const contract::Parameter& parameter : operation_.parameters) {
        if (parameter.in != "path" || parameter.schema == nullptr) continue;
        CountBreaches breaches;
        contract::evaluate_parameter(parameter, path.value(parameter.name), breaches);
        if (breaches.count != 0) return false;
    }
    return true;
}

std::shared_ptr<const http::Reply> Api::preflight(const http::Request& request) const {
    std::vector<http::Field> fields = {{"allow", kMethods},
                                       {"access-control-allow-origin", "*"},
                                       {"access-control-allow-methods", kMethods},
                                       {"access-control-max-age", "600"}};
    // A wildcard would not cover Authorization (Fetch §3.2.3), so the reply grants the requested fields by
    // name.
    const std::string_view asked = request.field("access-control-request-headers");
    if (!asked.empty()) fields.push_back({"access-control-allow-headers", asked});
    return http::Reply::make(204, fields, {});
}

} // namespace understudy::mock
