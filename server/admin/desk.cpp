#include "server/admin/desk.hpp"

#include <array>
#include <vector>

#include "server/admin/ask.hpp"
#include "server/admin/bad_request.hpp"
#include "server/http/problem.hpp"
#include "server/http/syntax.hpp"
#include "validator/contract/target.hpp"
#include "validator/json/writer.hpp"

namespace understudy::admin {

/// One way in: `*` in the path stands for a parameter, which may have slashes.
struct Desk::Entrance {
    std::string_view method;
    std::string_view path;
    Answer (Desk::*answer)(const Ask&);
    bool changes = false; ///< whether there is something new to see after it
};

namespace {

using Reply = std::shared_ptr<const http::Reply>;

bool fits(std::string_view path, std::string_view entrance, std::string& parameter) {
    const std::size_t star = entrance.find('*');
    if (star == std::string_view::npos) return path == entrance;
    const std::string_view before = entrance.substr(0, star);
    const std::string_view after = entrance.substr(star + 1);
    if (path.size() <= before.size() + after.size()) return false;
    if (!path.starts_with(before) || !path.ends_with(after)) return false;
    path.remove_prefix(before.size());
    path.remove_suffix(after.size());
    parameter = contract::percent_decode(path);
    return true;
}

// Takes as long whatever the two have in common.
bool same_secret(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char other = b.empty() ? '\0' : b[i % b.size()];
        difference |= static_cast<unsigned char>(a[i] ^ other);
    }
    return difference == 0;
}

Reply unprocessable(const BadRequest& error) {
    std::string body;
    json::Writer writer(body, 0);
    writer.begin_object()
        .member("type", "urn:understudy:problem:admin-body")
        .member("title", "Unprocessable Content")
        .member("status", std::uint64_t{422})
        .member("detail", error.what())
        .member("pointer", error.pointer())
        .end_object();
    const http::Field fields[] = {{"content-type", "application/problem+json"}};
    return http::Reply::make(422, fields, std::move(body));
}

std::string_view advance_name(replay::Advance advance) {
    return advance == replay::Advance::poll ? "poll" : advance == replay::Advance::time ? "time" : "none";
}

// Names that a page of another site cannot have turned to this machine (DNS rebinding).
bool is_own_host(std::string_view host) {
    if (host.starts_with('[')) return true;
    host = host.substr(0, host.find(':'));
    return host.empty() || http::same_word(host, "localhost") || host.ends_with(".localhost") ||
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

} // namespace

std::shared_ptr<const http::Reply> json_reply(std::string body, unsigned status) {
    const http::Field fields[] = {{"content-type", "application/json"}, {"cache-control", "no-store"}};
    return http::Reply::make(status, fields, std::move(body));
}

bool Desk::is_path(std::string_view target) {
    if (!target.starts_with(kPath)) return false;
    target.remove_prefix(kPath.size());
    return target.empty() || target[0] == '/' || target[0] == '?';
}

Desk::Answer Desk::answer(const http::Request& request, Session& session, const Playbill& playbill,
                          std::int64_t now_ms) {
    if (auto refused = refusal(request)) return refused;
    Ask ask{request, session, playbill, now_ms};
    try {
        return dispatch(ask);
    } catch (const BadRequest& error) {
        return unprocessable(error);
    }
}

/// Null, or why nothing is done: a browser would let any page on the web send requests here.
Desk::Answer Desk::refusal(const http::Request& request) const {
    const std::string_view origin = request.field("origin");
    const std::size_t scheme = origin.find("://");
    if (!origin.empty() && (scheme == std::string_view::npos || origin.substr(scheme + 3) != request.host))
        return http::problem(403, "admin-origin", "Expected no Origin, or this server's own.");
    if (options_.token.empty()) {
        if (is_own_host(request.host)) return nullptr;
        return http::problem(403, "admin-host",
                             "Expected localhost or an address in Host; other names take --admin-token.");
    }
    if (is_console(request.target)) return nullptr; // a browser has no token until the page has asked for it
    const std::string_view given = request.field("authorization");
    constexpr std::string_view kScheme = "Bearer ";
    if (given.size() > kScheme.size() && http::same_word(given.substr(0, kScheme.size()), kScheme) &&
        same_secret(given.substr(kScheme.size()), options_.token))
        return nullptr;
    const http::Field fields[] = {{"www-authenticate", "Bearer"}};
    return http::problem(401, "admin-token",
                         "Expected Authorization: Bearer with the token of --admin-token.", fields);
}

/// Whoever adds a page's file to these adds it to is_console() as well.
std::span<const Desk::Entrance> Desk::entrances() {
    static constexpr std::array kEntrances = {
        Entrance{"GET", "", &Desk::console},
        Entrance{"GET", "/", &Desk::console},
        Entrance{"GET", "/console.css", &Desk::console},
        Entrance{"GET", "/console.js", &Desk::console},
        Entrance{"GET", "/view.js", &Desk::console},
        Entrance{"GET", "/events", &Desk::events},
        Entrance{"GET", "/health", &Desk::health},
        Entrance{"GET", "/metrics", &Desk::metrics},
        Entrance{"POST", "/shutdown", &Desk::shutdown},
        Entrance{"POST", "/reset", &Desk::reset, true},
        Entrance{"GET", "/requests", &Desk::list_requests},
        Entrance{"DELETE", "/requests", &Desk::clear_requests, true},
        Entrance{"POST", "/requests/reset", &Desk::clear_requests, true},
        Entrance{"POST", "/requests/count", &Desk::count_requests},
        Entrance{"POST", "/requests/find", &Desk::find_requests},
        Entrance{"GET", "/requests/unmatched", &Desk::unmatched},
        Entrance{"GET", "/requests/unmatched/near-misses", &Desk::unmatched_near_misses},
        Entrance{"GET", "/requests/*", &Desk::one_request},
        Entrance{"GET", "/scenarios", &Desk::list_scenarios},
        Entrance{"POST", "/scenarios/reset", &Desk::reset_scenarios, true},
        Entrance{"PUT", "/scenarios/*/state", &Desk::set_scenario, true},
        Entrance{"GET", "/faults", &Desk::list_faults},
        Entrance{"POST", "/faults", &Desk::add_faults, true},
        Entrance{"PUT", "/faults", &Desk::replace_faults, true},
        Entrance{"DELETE", "/faults", &Desk::clear_faults, true},
        Entrance{"PUT", "/faults/*", &Desk::switch_fault, true},
        Entrance{"DELETE", "/faults/*", &Desk::delete_fault, true},
        Entrance{"GET", "/sessions", &Desk::list_sessions},
        Entrance{"POST", "/sessions", &Desk::create_session, true},
        Entrance{"DELETE", "/sessions/*", &Desk::delete_session, true},
    };
    return kEntrances;
}

Desk::Answer Desk::dispatch(Ask& ask) {
    std::string_view path = contract::path_of(ask.request.target);
    path.remove_prefix(kPath.size());
    const std::string_view method = ask.request.method == "HEAD" ? "GET" : ask.request.method;
    std::string allowed;
    for (const Entrance& entrance : entrances()) {
        if (!fits(path, entrance.path, ask.parameter)) continue;
        if (method == entrance.method) {
            auto answer = (this->*entrance.answer)(ask);
            if (entrance.changes) ++ask.session.changes;
            return answer;
        }
        allowed.append(allowed.empty() ? "" : ", ").append(entrance.method);
    }
    if (allowed.empty())
        return http::problem(404, "admin-path",
                             "The admin API has no " + std::string(kPath) + std::string(path) + ".");
    const http::Field fields[] = {{"allow", allowed}};
    return http::problem(405, "admin-method", "Expected one of " + allowed + ".", fields);
}

Desk::Answer Desk::health(const Ask& ask) {
    std::string body;
    json::Writer writer(body, 0);
    {
        const std::lock_guard lock(mutex_);
        writer.begin_object().member("status", problem_.empty() ? "healthy" : "unhealthy");
        if (!problem_.empty())
            writer.member("message",
                          "Still as before, for the files that changed cannot be used: " + problem_);
        writer.member("reloads", reloads_).member("failedReloads", failed_reloads_);
    }
    writer.member("version", options_.version)
        .member("advance", advance_name(sessions_.options().pace.advance));
    writer.member("uptimeInSeconds", static_cast<std::uint64_t>((ask.now_ms - began_ms_) / 1000));
    writer.key("apis").begin_object();
    for (const Playbill::Act& act : ask.playbill.acts)
        writer.member(act.api, static_cast<std::uint64_t>(act.runs.size()));
    writer.end_object();
    writer.member("sessions", static_cast<std::uint64_t>(sessions_.all(ask.now_ms).size()));
    const std::lock_guard lock(ask.session.mutex);
    const Journal& journal = ask.session.journal;
    writer.key("journal").begin_object();
    writer.member("size", std::uint64_t{journal.size()})
        .member("capacity", std::uint64_t{journal.capacity()});
    writer.member("dropped", journal.dropped()).member("total", journal.total()).end_object().end_object();
    return json_reply(std::move(body));
}

Desk::Answer Desk::metrics(const Ask& ask) {
    Metrics::Gauges gauges;
    if (options_.connections) gauges.open_connections = options_.connections();
    gauges.sessions = sessions_.all(ask.now_ms).size();
    {
        const std::lock_guard lock(sessions_.common()->mutex);
        gauges.journal_dropped = sessions_.common()->journal.dropped();
    }
    {
        const std::lock_guard lock(mutex_);
        gauges.reloads = reloads_;
        gauges.failed_reloads = failed_reloads_;
    }
    const http::Field fields[] = {{"content-type", "text/plain; version=0.0.4"},
                                  {"cache-control", "no-store"}};
    return http::Reply::make(200, fields, metrics_.text(gauges));
}

void Desk::reloaded(const std::string& problem) {
    const std::lock_guard lock(mutex_);
    ++(problem.empty() ? reloads_ : failed_reloads_);
    problem_ = problem;
}

Desk::Answer Desk::shutdown(const Ask&) {
    if (!options_.shutdown)
        return http::problem(404, "admin-path", "This mock lives as long as the program that it is part of.");
    options_.shutdown();
    return json_reply("{}");
}

Desk::Answer Desk::reset(const Ask& ask) {
    const std::lock_guard lock(ask.session.mutex);
    ask.session.lives.reset();
    ask.session.journal.clear();
    ask.session.faults = replay::Faults(sessions_.options().faults);
    ask.session.rates.reset();
    return json_reply("{}");
}

} // namespace understudy::admin
