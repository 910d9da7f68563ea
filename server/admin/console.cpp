#include "server/admin/console.hpp"

#include <array>

#include "server/admin/admin_api.hpp"
#include "server/admin/route.hpp"
#include "server/http/problem.hpp"
#include "validator/text/url.hpp"

namespace understudy::admin {
namespace {

/// Allows only the page's own files and requests to this server; nobody may frame the page.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri "
    "'none'; "
    "form-action 'none'; frame-ancestors 'none'";

std::string_view media_type_of(std::string_view name) {
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    return "text/html; charset=utf-8";
}

AdminReply console(const AdminRequest& request) {
    const std::string_view path = text::path_of(request.http.target).substr(AdminApi::kPath.size());
    if (path.empty()) { // its links need the slash, also in a session
        const http::Field fields[] = {{"location", "__admin/"}};
        return http::Reply::make(308, fields, {});
    }
    const std::string name = "console" + std::string(path == "/" ? "/index.html" : path);
    for (const EmbeddedFile& file : console_files()) {
        if (file.name != name) continue;
        const http::Field fields[] = {{"content-type", media_type_of(name)},
                                      {"content-security-policy", kPolicy},
                                      {"x-content-type-options", "nosniff"},
                                      {"referrer-policy", "no-referrer"},
                                      {"cache-control", "no-cache"}};
        return http::Reply::make(200, fields, std::string(file.text));
    }
    return http::problem(404, "admin-path", "The console has no such file.");
}

} // namespace

std::span<const Route> console_routes() {
    static constexpr std::array kRoutes = {
        Route{"GET", "", console, false, true},
        Route{"GET", "/", console, false, true},
        Route{"GET", "/console.css", console, false, true},
        Route{"GET", "/console.js", console, false, true},
        Route{"GET", "/view.js", console, false, true},
    };
    return kRoutes;
}

} // namespace understudy::admin
