#include "server/mock/mock.hpp"

#include <chrono>

#include "server/http/problem.hpp"
#include "server/mock/bad_argument.hpp"
#include "validator/text/url.hpp"

namespace understudy::mock {
namespace {

constexpr std::string_view kSessionPath = "/s/";
constexpr std::string_view kSessionField = "x-understudy-session";

// The steady clock, set once from the system clock, because that may be set back.
std::function<std::int64_t()> system_clock() {
    using namespace std::chrono;
    const auto unix_us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    const auto steady_us = duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
    return [offset = unix_us - steady_us] {
        return offset + duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
    };
}

MockSettings with_clock(MockSettings settings) {
    if (!settings.now_us) settings.now_us = system_clock();
    return settings;
}

BadArgument no_such_step(const char* pointer, const Run& run) {
    return {pointer, "expected one that the run has (" + std::to_string(run.steps().size()) +
                         " steps); found another"};
}

} // namespace

Mock::Mock(std::shared_ptr<const ApiSet> apis, MockSettings settings)
    : settings_(with_clock(std::move(settings))),
      apis_(std::move(apis)),
      mask_(apis_->credential_names()),
      sessions_(settings_.sessions, mask_) {}

std::shared_ptr<const ApiSet> Mock::apis() const {
    const std::lock_guard lock(mutex_);
    return apis_;
}

void Mock::replace(std::shared_ptr<const ApiSet> apis) {
    const std::lock_guard lock(mutex_);
    apis_.swap(apis);
    ++reloads_.done;
    reloads_.problem.clear();
}

void Mock::replacement_failed(const std::string& reason) {
    const std::lock_guard lock(mutex_);
    ++reloads_.failed;
    reloads_.problem = reason;
}

Mock::Reloads Mock::reloads() const {
    const std::lock_guard lock(mutex_);
    return reloads_;
}

Mock::Call Mock::open(const http::Request& request) {
    auto apis = this->apis();
    if (request.target.starts_with(kSessionPath)) {
        const std::string_view rest = request.target.substr(kSessionPath.size());
        const std::string_view id = rest.substr(0, rest.find('/'));
        // An API served at its bare path may have a path that looks the same.
        if (id.size() < rest.size() && Sessions::is_id(id) && !apis->find(request)) {
            Call call{std::move(apis), request, sessions_.find(id, now_ms())};
            call.request.target = rest.substr(id.size());
            return call;
        }
    }
    const std::string_view named = request.field(kSessionField);
    return {std::move(apis), request, named.empty() ? sessions_.common() : sessions_.find(named, now_ms())};
}

std::shared_ptr<const http::Reply> Mock::answer(const http::Request& request) {
    return answer(open(request));
}

std::shared_ptr<const http::Reply> Mock::answer(const Call& call) {
    if (call.session == nullptr)
        return http::problem(404, "session-unknown",
                             "Expected the id of a session that POST /__admin/sessions made and that has "
                             "not expired.");
    const http::Request& request = call.request;
    if (request.method == "OPTIONS" && request.target == "*") {
        const http::Field allow[] = {{"allow", "GET, HEAD, OPTIONS"}};
        return http::Reply::make(204, allow, {});
    }
    const std::int64_t began_us = settings_.now_us();
    const auto match = call.apis->find(request);
    Api::Played played;
    if (match)
        played = match->api->answer(request, match->path, *call.session, began_us / 1000);
    else
        played = {call.apis->no_route(text::path_of(request.target)), false,
                  "path: no API of this mock has it"};
    RequestOutcome outcome;
    outcome.status = played.reply->status();
    outcome.matched = played.matched;
    outcome.note = played.note;
    if (match) {
        outcome.api = match->api->name();
        outcome.run_id = match->api->run_id(match->path);
    }
    outcome.at_ms = began_us / 1000;
    outcome.took_us = static_cast<std::uint64_t>(settings_.now_us() - began_us);
    metrics_.count(outcome.api, match ? std::string_view(match->api->operation().path) : "", outcome.status,
                   outcome.took_us);
    keep(call, outcome);
    if (!http::accepts_gzip(request)) return played.reply;
    const auto zipped = gzip_.of(played.reply);
    return zipped == nullptr ? played.reply : zipped;
}

void Mock::keep(const Call& call, const RequestOutcome& outcome) {
    if (settings_.log && settings_.log_format != LogFormat::off)
        settings_.log(access_line(settings_.log_format, call.request, outcome, call.session->id, mask_));
    const std::lock_guard lock(call.session->mutex);
    call.session->journal.add(call.request, outcome);
}

std::shared_ptr<const Run> Mock::find_run(std::string_view key) const {
    std::vector<std::shared_ptr<const Run>> found; // by the run's id alone
    const auto apis = this->apis();
    for (const ApiListing::Entry& entry : apis->listing().entries)
        for (const auto& run : entry.runs) {
            if (run->key() == key) return run;
            if (entry.api + "/" + run->id() == key) found.push_back(run);
        }
    if (found.size() == 1) return found.front();
    if (found.empty()) throw UnknownRun("There is no run with that name: expected API/ID.");
    throw UnknownRun("Several runs have that id: expected all ids of the path, such as " +
                     found.front()->key() + ".");
}

void Mock::set_state(Session& session, std::string_view run_key, std::string_view state) {
    const auto run = find_run(run_key);
    const auto step = run->find_state(state);
    if (!step) throw no_such_step("/state", *run);
    session.move_run(*run, *step, now_ms());
}

void Mock::set_step(Session& session, std::string_view run_key, std::size_t step) {
    const auto run = find_run(run_key);
    if (step >= run->steps().size()) throw no_such_step("/step", *run);
    session.move_run(*run, step, now_ms());
}

} // namespace understudy::mock
