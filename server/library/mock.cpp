#include "server/library/understudy/mock.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <system_error>
#include <thread>

#include "server/http/server.hpp"
#include "server/http/syntax.hpp"
#include "server/performance.hpp"
#include "server/replay/fixture_files.hpp"
#include "validator/json/document.hpp"
#include "validator/json/error.hpp"
#include "validator/json/writer.hpp"

namespace understudy {
namespace {

std::shared_ptr<const Cast> cast_of(const MockOptions& options) {
    contract::Catalog catalog;
    for (const std::string& contract : options.contracts) catalog.add(contract);
    std::vector<intake::Fixture> fixtures;
    if (options.fixtures.empty()) fixtures = replay::read_embedded_fixtures();
    for (const std::string& folder : options.fixtures) {
        std::vector<std::string> left_out;
        for (intake::Fixture& fixture : replay::read_fixtures(folder, left_out))
            fixtures.push_back(std::move(fixture));
    }
    CastOptions cast;
    cast.api.request_check = options.request_check == MockOptions::RequestCheck::off    ? Strictness::off
                             : options.request_check == MockOptions::RequestCheck::warn ? Strictness::warn
                                                                                        : Strictness::strict;
    cast.api.require_credential = options.require_credential;
    cast.api.generate = options.generate;
    cast.api.seed = options.seed;
    return std::make_shared<const Cast>(catalog, fixtures, cast);
}

PerformanceOptions performance_of(const MockOptions& options) {
    constexpr double kMostSpeed = 1e6;
    if (!(options.speed > 0 && options.speed <= kMostSpeed))
        throw MockError("speed: expected a number above 0, and 1000000 at most");
    PerformanceOptions performance;
    performance.sessions.pace.speed = options.speed;
    performance.sessions.pace.advance = options.advance == MockOptions::Advance::poll ? replay::Advance::poll
                                        : options.advance == MockOptions::Advance::time
                                            ? replay::Advance::time
                                            : replay::Advance::none;
    performance.sessions.journal = options.journal;
    for (const std::string& rule : options.faults)
        performance.sessions.faults.push_back(replay::read_fault("faults", rule));
    return performance;
}

/// What `work` gives; what it throws of ours becomes a MockError.
template <class Work>
auto translated(Work&& work) {
    try {
        return work();
    } catch (const json::LoadError& error) {
        throw MockError(error.what());
    } catch (const std::system_error& error) {
        throw MockError(error.what());
    } catch (const std::invalid_argument& error) {
        throw MockError(error.what());
    }
}

std::string text_of(const json::Value& object, std::string_view name) {
    const json::Value* member = object.find(name);
    return member == nullptr ? std::string() : std::string(member->text);
}

Mock::Request request_of(const json::Value& event) {
    const json::Value& request = *event.find("request");
    const json::Value& understudy = *event.find("understudy");
    Mock::Request made;
    made.method = text_of(request, "method");
    made.target = text_of(request, "url");
    for (const auto& [name, value] : request.find("headers")->members) {
        if (value.is(json::Kind::string)) made.fields.emplace_back(name, value.text);
        for (const json::Value& each : value.elements) made.fields.emplace_back(name, each.text);
    }
    made.status = static_cast<unsigned>(std::stoul(text_of(*event.find("response"), "status")));
    made.matched = event.find("wasMatched")->boolean;
    made.api = text_of(understudy, "api");
    made.run_id = text_of(understudy, "run");
    made.note = text_of(understudy, "note");
    return made;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kDigits[byte >> 4U];
        encoded += kDigits[byte & 15U];
    }
    return encoded;
}

} // namespace

/// The mock and what serves it.
class Mock::House {
public:
    explicit House(const MockOptions& options)
        : performance_(cast_of(options), performance_of(options)),
          server_(http::Endpoint{options.address, options.port},
                  [this](const http::Request& request) { return performance_.answer(request); }),
          thread_([this] { server_.run(); }) {}

    ~House() {
        server_.stop();
        thread_.join();
    }

    House(const House&) = delete;
    House& operator=(const House&) = delete;

    const http::Server& server() const { return server_; }
    const Performance& performance() const { return performance_; }

    std::string origin() const {
        http::Endpoint endpoint = server_.endpoint();
        if (endpoint.address == "0.0.0.0") endpoint.address = "127.0.0.1";
        if (endpoint.address == "::") endpoint.address = "::1";
        return "http://" + endpoint.to_string();
    }

    /// The admin API's reply. Throws MockError where it is none of 2xx.
    json::Document ask(std::string_view method, std::string_view path, std::string_view body = {}) {
        const std::string target = std::string(admin::Desk::kPath) + std::string(path);
        const auto reply = performance_.answer({method, target, "localhost", {}, body});
        auto answer = json::Document::parse(target, std::string(reply->body()));
        if (reply->status() >= 300) throw MockError(text_of(answer.root(), "detail"));
        return answer;
    }

private:
    Performance performance_;
    http::Server server_;
    std::thread thread_;
};

std::string_view Mock::Request::field(std::string_view name) const {
    for (const auto& [each, value] : fields)
        if (http::same_word(each, name)) return value;
    return {};
}

Mock::Mock(const MockOptions& options)
    : house_(translated([&] { return std::make_unique<House>(options); })) {}

Mock::~Mock() = default;

std::uint16_t Mock::port() const {
    return house_->server().endpoint().port;
}

std::string Mock::base_url(std::string_view api) const {
    std::string names;
    for (const Performance::Place& place : house_->performance().places()) {
        if (place.api == api) return house_->origin() + place.path;
        names += names.empty() ? place.api : ", " + place.api;
    }
    throw MockError("expected one of " + names + "; found \"" + std::string(api) + "\"");
}

std::string Mock::admin_url() const {
    return house_->origin() + std::string(admin::Desk::kPath);
}

std::vector<Mock::Request> Mock::requests() const {
    const json::Document answer = house_->ask("GET", "/requests");
    std::vector<Request> requests;
    for (const json::Value& event : answer.root().find("requests")->elements)
        requests.push_back(request_of(event));
    std::reverse(requests.begin(), requests.end());
    return requests;
}

void Mock::set_state(std::string_view api, std::string_view run_id, std::string_view state) {
    const std::string name = percent_encoded(std::string(api) + "/" + std::string(run_id));
    std::string body;
    json::Writer(body, 0).begin_object().member("state", state).end_object();
    house_->ask("PUT", "/scenarios/" + name + "/state", body);
}

void Mock::order(std::string_view fault) {
    house_->ask("POST", "/faults", fault);
}

void Mock::reset() {
    house_->ask("POST", "/reset");
}

} // namespace understudy
