#include "server/admin/admin_api.hpp"

#include <array>
#include <string>

#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "server/mock/bad_argument.hpp"
#include "validator/json/writer.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/percent.hpp"
#include "validator/text/url.hpp"

namespace understudy::admin {
namespace {

using Routes = std::span<const Route> (*)();
constexpr std::array<Routes, 7> kRoutes = {console_routes,  status_routes, event_routes,  request_routes,
                                           scenario_routes, fault_routes,  session_routes};

bool fits(std::string_view path, std::string_view route, std::string& parameter) {
    const std::size_t star = route.find('*');
    if (star == std::string_view::npos) return path == route;
    const std::string_view before = route.substr(0, star);
    const std::string_view after = route.substr(star + 1);
    if (path.size() <= before.size() + after.size()) return false;
    if (!path.starts_with(before) || !path.ends_with(after)) return false;
    path.remove_prefix(before.size());
    path.remove_suffix(after.size());
    parameter = text::percent_decode(path);
    return true;
}

std::string_view path_below(std::string_view target) {
    std::string_view path = text::path_of(target);
    path.remove_prefix(AdminApi::kPath.size());
    return path;
}

// Takes the same time however much the two have in common.
bool same_secret(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const char other = b.empty() ? '\0' : b[i % b.size()];
        difference |= static_cast<unsigned char>(a[i] ^ other);
    }
    return difference == 0;
}

AdminReply unprocessable(const mock::BadArgument& error) {
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

// Host names that another site's page cannot point at this machine (DNS rebinding).
bool is_own_host(std::string_view host) {
    if (host.starts_with('[')) return true;
    host = host.substr(0, host.find(':'));
    return host.empty() || text::equal_ignoring_case(host, "localhost") || host.ends_with(".localhost") ||
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_public_path(std::string_view path) {
    for (const Routes& routes : kRoutes)
        for (const Route& route : routes())
            if (std::string ignored; fits(path, route.path, ignored)) return route.is_public;
    return false;
}

} // namespace

AdminReply json_reply(std::string body, unsigned status) {
    const http::Field fields[] = {{"content-type", "application/json"}, {"cache-control", "no-store"}};
    return http::Reply::make(status, fields, std::move(body));
}

AdminApi::AdminApi(AdminOptions options, mock::Mock& mock)
    : context_{std::move(options), mock, mock.now_ms()} {}

bool AdminApi::is_path(std::string_view target) {
    if (!target.starts_with(kPath)) return false;
    target.remove_prefix(kPath.size());
    return target.empty() || target[0] == '/' || target[0] == '?';
}

std::shared_ptr<const http::Reply> AdminApi::answer_or_mock(const http::Request& request) {
    const mock::Mock::Call call = context_.mock.open(request);
    if (call.session == nullptr || !is_path(call.request.target)) return context_.mock.answer(call);
    return answer(call);
}

std::shared_ptr<const http::Reply> AdminApi::answer(const http::Request& request) {
    const mock::Mock::Call call = context_.mock.open(request);
    if (call.session == nullptr)
        return http::problem(404, "session-unknown", "There is no session with that id.");
    if (is_path(call.request.target)) return answer(call);
    return http::problem(404, "admin-path", "This port serves only the admin API, at /__admin.");
}

AdminReply AdminApi::answer(const mock::Mock::Call& call) {
    if (auto refused = refusal(call.request, is_public_path(path_below(call.request.target)))) return refused;
    AdminRequest request{call.request, *call.session, call.apis->listing(), context_};
    try {
        return dispatch(request);
    } catch (const mock::BadArgument& error) {
        return unprocessable(error);
    }
}

/// Null, or why the request is refused: a browser would let any page on the web send requests here.
AdminReply AdminApi::refusal(const http::Request& request, bool is_public) const {
    const std::string_view origin = request.field("origin");
    const text::UrlParts parts = text::split_url(origin);
    const bool is_own = parts.authority == request.host && !parts.scheme.empty() && parts.rest.empty();
    if (!origin.empty() && !is_own)
        return http::problem(403, "admin-origin", "Expected no Origin, or this server's own.");
    const std::string& token = context_.options.token;
    if (token.empty()) {
        if (is_own_host(request.host)) return nullptr;
        return http::problem(403, "admin-host",
                             "Expected localhost or an address in Host; other names need --admin-token.");
    }
    if (is_public) return nullptr;
    const std::string_view given = request.field("authorization");
    constexpr std::string_view kScheme = "Bearer ";
    if (text::starts_with_ignoring_case(given, kScheme) && same_secret(given.substr(kScheme.size()), token))
        return nullptr;
    const http::Field fields[] = {{"www-authenticate", "Bearer"}};
    return http::problem(401, "admin-token",
                         "Expected Authorization: Bearer with the token of --admin-token.", fields);
}

AdminReply AdminApi::dispatch(AdminRequest& request) {
    const std::string_view path = path_below(request.http.target);
    const std::string_view method = request.http.method == "HEAD" ? "GET" : request.http.method;
    std::string allowed;
    for (const Routes& routes : kRoutes) {
        for (const Route& route : routes()) {
            if (!fits(path, route.path, request.parameter)) continue;
            if (method == route.method) {
                auto answer = route.answer(request);
                if (route.changes) ++request.session.changes;
                return answer;
            }
            allowed.append(allowed.empty() ? "" : ", ").append(route.method);
        }
    }
    if (allowed.empty())
        return http::problem(404, "admin-path",
                             "The admin API has no " + std::string(kPath) + std::string(path) + ".");
    const http::Field fields[] = {{"allow", allowed}};
    return http::problem(405, "admin-method", "Expected one of " + allowed + ".", fields);
}

} // namespace understudy::admin
