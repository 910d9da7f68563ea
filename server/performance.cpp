#include "server/performance.hpp"

#include <chrono>

#include "server/http/problem.hpp"
#include "validator/contract/target.hpp"

namespace understudy {
namespace {

constexpr std::string_view kSessionPath = "/s/";
constexpr std::string_view kSessionField = "x-understudy-session";

// The steady clock, set once by the system's: that one may be put back.
std::function<std::int64_t()> system_clock() {
    using namespace std::chrono;
    const auto unix_us = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    const auto steady_us = duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
    return [offset = unix_us - steady_us] {
        return offset + duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
    };
}

PerformanceOptions with_clock(PerformanceOptions options) {
    if (!options.now_us) options.now_us = system_clock();
    return options;
}

} // namespace

/// A request as its session sees it.
struct Performance::Call {
    std::shared_ptr<const Cast> cast;
    http::Request request;
    std::shared_ptr<admin::Session> session; ///< null: there is none of that id
};

Performance::Performance(std::shared_ptr<const Cast> cast, PerformanceOptions options)
    : options_(with_clock(std::move(options))),
      cast_(std::move(cast)),
      secrecy_(cast_->credential_names()),
      sessions_(options_.sessions, secrecy_),
      desk_(options_.desk, sessions_, options_.now_us() / 1000) {}

std::shared_ptr<const Cast> Performance::cast() const {
    const std::lock_guard lock(mutex_);
    return cast_;
}

void Performance::replace(std::shared_ptr<const Cast> cast) {
    {
        const std::lock_guard lock(mutex_);
        cast_.swap(cast);
    }
    desk_.reloaded("");
}

void Performance::replacement_failed(const std::string& reason) {
    desk_.reloaded(reason);
}

std::shared_ptr<const http::Reply> Performance::answer(const http::Request& request) {
    const std::int64_t began_us = options_.now_us();
    const Call call = open(request);
    if (call.session == nullptr)
        return http::problem(404, "session-unknown",
                             "Expected the id of a session that was made with POST /__admin/sessions and has "
                             "not expired.");
    if (options_.admin_here && admin::Desk::is_path(call.request.target))
        return desk_.answer(call.request, *call.session, call.cast->playbill(), began_us / 1000);
    return play(call, began_us);
}

std::shared_ptr<const http::Reply> Performance::answer_admin(const http::Request& request) {
    const Call call = open(request);
    if (call.session == nullptr)
        return http::problem(404, "session-unknown", "There is no session of that id.");
    if (admin::Desk::is_path(call.request.target))
        return desk_.answer(call.request, *call.session, call.cast->playbill(), options_.now_us() / 1000);
    return http::problem(404, "admin-path", "This port has nothing but the admin API, below /__admin.");
}

/// The session that a request names, and the request without that name in its path.
Performance::Call Performance::open(const http::Request& request) {
    auto playing = cast();
    if (request.target.starts_with(kSessionPath)) {
        const std::string_view rest = request.target.substr(kSessionPath.size());
        const std::string_view id = rest.substr(0, rest.find('/'));
        // An API that is served at its bare path may have one that looks the same.
        if (id.size() < rest.size() && admin::Sessions::is_id(id) && !playing->find(request)) {
            Call call{std::move(playing), request, sessions_.find(id, options_.now_us() / 1000)};
            call.request.target = rest.substr(id.size());
            return call;
        }
    }
    const std::string_view named = request.field(kSessionField);
    return {std::move(playing), request,
            named.empty() ? sessions_.common() : sessions_.find(named, options_.now_us() / 1000)};
}

std::shared_ptr<const http::Reply> Performance::play(const Call& call, std::int64_t began_us) {
    const http::Request& request = call.request;
    admin::Session& session = *call.session;
    if (request.method == "OPTIONS" && request.target == "*") {
        const http::Field allow[] = {{"allow", "GET, HEAD, OPTIONS"}};
        return http::Reply::make(204, allow, {});
    }
    const auto match = call.cast->find(request);
    Api::Played played;
    if (match)
        played = match->api->answer(request, match->run_id, session, began_us / 1000);
    else
        played = {call.cast->no_route(contract::path_of(request.target)), false,
                  "path: no API of this mock has it"};
    admin::Outcome outcome;
    outcome.status = played.reply->status();
    outcome.matched = played.matched;
    outcome.note = played.note;
    if (match) {
        outcome.api = match->api->name();
        outcome.run_id = match->run_id;
    }
    outcome.at_ms = began_us / 1000;
    outcome.took_us = static_cast<std::uint64_t>(options_.now_us() - began_us);
    desk_.metrics().count(outcome.api, match ? std::string_view(match->api->operation().path) : "",
                          outcome.status, outcome.took_us);
    if (options_.log && options_.log_format != admin::LogFormat::off)
        options_.log(admin::access_line(options_.log_format, request, outcome, session.id, secrecy_));
    {
        const std::lock_guard lock(session.mutex);
        session.journal.add(request, outcome);
    }
    if (!http::accepts_gzip(request)) return played.reply;
    const auto zipped = gzip_.of(played.reply);
    return zipped == nullptr ? played.reply : zipped;
}

std::vector<Performance::Place> Performance::places() const {
    std::vector<Place> places;
    const auto playing = cast();
    for (const admin::Playbill::Act& act : playing->playbill().acts)
        places.push_back({act.api, act.base, act.runs.size()});
    return places;
}

} // namespace understudy
