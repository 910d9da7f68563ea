#include "validator/live/https_proxy.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cstdlib>
#include "validator/text/base64.hpp"
#include "validator/text/character_class.hpp"

namespace understudy::live {
namespace {

std::string environment(const char* upper, const char* lower) {
    for (const char* name : {lower, upper}) // lower case first, like curl
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
    return {};
}

bool is_exempt(const BaseUrl& url, std::string_view list) {
    const std::string host = text::to_lower(url.host);
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find_first_of(", ", at), list.size());
        std::string entry = text::to_lower(list.substr(at, end - at));
        at = end + 1;
        if (entry == "*") return true;
        if (const std::size_t colon = entry.rfind(':');
            colon != std::string::npos && entry.find(':') == colon && entry.substr(colon + 1) == url.port)
            entry.resize(colon);
        if (entry.starts_with("*.")) entry.erase(0, 1);
        if (entry.empty()) continue;
        const std::string suffix = entry.front() == '.' ? entry : "." + entry;
        if (host == entry || host.ends_with(suffix) || "." + host == entry) return true;
    }
    return false;
}

std::string basic(const std::string& user_and_password) {
    return "Basic " + text::to_base64(user_and_password);
}

} // namespace

std::optional<HttpsProxy> proxy_for(const BaseUrl& url) {
    if (!url.is_tls || url.is_loopback()) return std::nullopt;
    std::string given = environment("HTTPS_PROXY", "https_proxy");
    if (given.empty() || is_exempt(url, environment("NO_PROXY", "no_proxy"))) return std::nullopt;
    if (given.find("://") == std::string::npos) given = "http://" + given;
    const auto parsed = boost::urls::parse_uri(given);
    if (!parsed || parsed->scheme() != "http" || parsed->host_address().empty())
        throw UrlError("HTTPS_PROXY: expected http://[USER:PASSWORD@]HOST:PORT");
    HttpsProxy proxy;
    proxy.host = parsed->host_address();
    proxy.port = parsed->has_port() ? std::string(parsed->port()) : "80";
    if (parsed->has_userinfo()) proxy.authorization = basic(parsed->user() + ":" + parsed->password());
    return proxy;
}

} // namespace understudy::live
