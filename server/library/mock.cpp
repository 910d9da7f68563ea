#include "server/library/understudy/mock.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <system_error>
#include <thread>

#include "server/admin/admin_api.hpp"
#include "server/http/server.hpp"
#include "server/mock/bad_argument.hpp"
#include "server/mock/fixture_files.hpp"
#include "server/mock/mock.hpp"
#include "validator/json/error.hpp"
#include "validator/text/ascii.hpp"

namespace understudy {
namespace {

std::shared_ptr<const mock::ApiSet> apis_of(const MockOptions& options) {
    contract::Catalog catalog;
    for (const std::string& contract : options.contracts) catalog.add(contract);
    std::vector<intake::Fixture> fixtures;
    if (options.fixtures.empty()) fixtures = mock::read_embedded_fixtures();
    for (const std::string& folder : options.fixtures)
        for (intake::Fixture& fixture : mock::read_fixtures(folder)) fixtures.push_back(std::move(fixture));
    mock::ApiSetOptions set;
    set.api.request_check = options.request_check == MockOptions::RequestCheck::off ? mock::Strictness::off
                            : options.request_check == MockOptions::RequestCheck::warn
                                ? mock::Strictness::warn
                                : mock::Strictness::strict;
    set.api.require_credential = options.require_credential;
    set.api.generate = options.generate;
    set.api.seed = options.seed;
    return std::make_shared<const mock::ApiSet>(catalog, fixtures, set);
}

mock::MockSettings settings_of(const MockOptions& options) {
    constexpr double kMostSpeed = 1e6;
    if (!(options.speed > 0 && options.speed <= kMostSpeed))
        throw MockError("speed: expected a number above 0, and 1000000 at most");
    mock::MockSettings settings;
    settings.sessions.progress.speed = options.speed;
    settings.sessions.progress.advance = options.advance == MockOptions::Advance::poll ? mock::Advance::poll
                                         : options.advance == MockOptions::Advance::time
                                             ? mock::Advance::time
                                             : mock::Advance::none;
    settings.sessions.journal = options.journal;
    for (const std::string& rule : options.faults)
        settings.sessions.faults.push_back(mock::read_fault_rule("faults", rule));
    return settings;
}

/// Returns the result of `work`, and turns our own exceptions into a MockError.
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
    } catch (const mock::BadArgument& error) {
        throw MockError(error.what());
    } catch (const mock::Mock::UnknownRun& error) {
        throw MockError(error.what());
    }
}

Mock::Request request_of(const mock::JournalEntry& entry) {
    Mock::Request made;
    made.method = entry.method;
    made.target = entry.target;
    for (std::string_view rest = entry.fields; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const std::size_t colon = line.find(':');
        made.fields.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        rest.remove_prefix(line.size() + 1);
    }
    made.status = entry.outcome.status;
    made.matched = entry.outcome.matched;
    made.api = entry.outcome.api;
    made.run_id = entry.outcome.run_id;
    made.note = entry.outcome.note;
    return made;
}

} // namespace

/// The mock and the server that runs it.
class Mock::InProcessMock {
public:
    explicit InProcessMock(const MockOptions& options)
        : core(apis_of(options), settings_of(options)),
          admin_({}, core),
          server_(http::Endpoint{options.address, options.port},
                  [this](const http::Request& request) { return admin_.answer_or_mock(request); }),
          thread_([this] { server_.run(); }) {}

    ~InProcessMock() {
        server_.stop();
        thread_.join();
    }

    InProcessMock(const InProcessMock&) = delete;
    InProcessMock& operator=(const InProcessMock&) = delete;

    const http::Server& server() const { return server_; }

    std::string origin() const {
        http::Endpoint endpoint = server_.endpoint();
        if (endpoint.address == "0.0.0.0") endpoint.address = "127.0.0.1";
        if (endpoint.address == "::") endpoint.address = "::1";
        return "http://" + endpoint.to_string();
    }

    mock::Mock core;

private:
    admin::AdminApi admin_;
    http::Server server_;
    std::thread thread_;
};

std::string_view Mock::Request::field(std::string_view name) const {
    for (const auto& [each, value] : fields)
        if (text::equal_ignoring_case(each, name)) return value;
    return {};
}

Mock::Mock(const MockOptions& options)
    : mock_(translated([&] { return std::make_unique<InProcessMock>(options); })) {}

Mock::~Mock() = default;

std::uint16_t Mock::port() const {
    return mock_->server().endpoint().port;
}

std::string Mock::base_url(std::string_view api) const {
    std::string names;
    const auto apis = mock_->core.apis();
    for (const mock::ApiListing::Entry& entry : apis->listing().entries) {
        if (entry.api == api) return mock_->origin() + entry.base;
        names += names.empty() ? entry.api : ", " + entry.api;
    }
    throw MockError("expected one of " + names + "; found \"" + std::string(api) + "\"");
}

std::string Mock::admin_url() const {
    return mock_->origin() + std::string(admin::AdminApi::kPath);
}

std::vector<Mock::Request> Mock::requests() const {
    std::vector<Request> requests;
    mock_->core.common_session().read_journal([&](const mock::Journal& journal) {
        journal.newest_first([&](const mock::JournalEntry& entry) {
            requests.push_back(request_of(entry));
            return true;
        });
    });
    std::reverse(requests.begin(), requests.end());
    return requests;
}

void Mock::set_state(std::string_view api, std::string_view run_id, std::string_view state) {
    const std::string run = std::string(api) + "/" + std::string(run_id);
    translated([&] { mock_->core.set_state(mock_->core.common_session(), run, state); });
}

void Mock::order(std::string_view fault) {
    translated([&] { mock_->core.common_session().add_faults({mock::read_fault_rule("fault", fault)}); });
}

void Mock::reset() {
    mock_->core.common_session().reset();
}

} // namespace understudy
