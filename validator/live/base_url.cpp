#include "validator/live/base_url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace understudy::live {
namespace {

bool has_colon(std::string_view host) {
    return host.find(':') != std::string_view::npos;
}

} // namespace

bool is_loopback_host(std::string_view host) {
    return host == "localhost" || host.ends_with(".localhost") || host == "::1" ||
           (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

BaseUrl BaseUrl::parse(std::string_view text) {
    const auto parsed = boost::urls::parse_uri(boost::core::string_view(text.data(), text.size()));
    if (!parsed) throw UrlError("expected https://HOST[:PORT][/PATH]");
    const boost::urls::url_view& url = *parsed;
    if (url.has_userinfo())
        throw UrlError("a URL must not hold a user or a password: the credential comes from the environment");
    if (url.has_query() || url.has_fragment()) throw UrlError("expected neither a query nor a fragment");
    BaseUrl base;
    const std::string scheme(url.scheme());
    base.is_tls = scheme == "https";
    if (scheme != "https" && scheme != "http") throw UrlError("expected https://");
    base.host = url.host_address();
    if (base.host.empty()) throw UrlError("expected a host");
    base.port = std::string(url.port());
    if (base.port.empty()) base.port = base.is_tls ? "443" : "80";
    base.path = std::string(url.encoded_path());
    // Boost.URL 1.81 reads 127.0.0.1.example.com as the address 127.0.0.1 and the path .example.com.
    if (!base.path.empty() && base.path.front() != '/') throw UrlError("expected a host, a port and a path");
    while (!base.path.empty() && base.path.back() == '/') base.path.pop_back();
    if (!base.is_tls && !base.is_loopback())
        throw UrlError("expected https://: the credential would cross the network unencrypted");
    return base;
}

bool BaseUrl::is_loopback() const {
    return is_loopback_host(host);
}

std::string BaseUrl::authority() const {
    const std::string name = has_colon(host) ? "[" + host + "]" : host;
    return port == (is_tls ? "443" : "80") ? name : name + ":" + port;
}

std::string BaseUrl::endpoint() const {
    return (has_colon(host) ? "[" + host + "]" : host) + ":" + port;
}

} // namespace understudy::live
