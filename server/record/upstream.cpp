#include "server/record/upstream.hpp"

#include <algorithm>
#include <array>

#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::record {
namespace {

/// Host and Content-Length are here because forward() writes new ones.
constexpr std::array<std::string_view, 11> kNotForwarded = {
    "Connection",    "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE",
    "Trailer",       "Upgrade",    "Expect",           "Transfer-Encoding",   "Host",
    "Content-Length"};

/// Whether a Connection field names this field as one for this connection only.
bool is_named_in_connection(const http::Request& request, std::string_view name) {
    for (const http::Field& field : request.fields) {
        if (!text::equal_ignoring_case(field.name, "connection")) continue;
        for (std::string_view rest = field.value; !rest.empty();)
            if (text::equal_ignoring_case(text::trimmed(text::take_until(rest, ',')), name)) return true;
    }
    return false;
}

bool is_forwarded(const http::Request& request, std::string_view name) {
    return std::none_of(kNotForwarded.begin(), kNotForwarded.end(),
                        [&](std::string_view each) { return text::equal_ignoring_case(each, name); }) &&
           !is_named_in_connection(request, name);
}

} // namespace

bool Upstream::has(std::string_view target) const {
    if (!target.starts_with(prefix)) return false;
    target.remove_prefix(prefix.size());
    return target.empty() || target.front() == '/' || target.front() == '?';
}

std::string Upstream::target_for(std::string_view target) const {
    target.remove_prefix(prefix.size());
    if (target.starts_with(base_path)) target.remove_prefix(base_path.size());
    return base.path + (target.starts_with('/') ? "" : "/") + std::string(target);
}

ForwardedRequest forward(const http::Request& request, const Upstream& upstream) {
    ForwardedRequest forwarded{std::string(request.method), upstream.target_for(request.target), {}, {}};
    std::string& bytes = forwarded.bytes;
    bytes = forwarded.method + " " + forwarded.target + " HTTP/1.1\r\nHost: " + upstream.base.authority() +
            "\r\n";
    for (const http::Field& field : request.fields) {
        if (!is_forwarded(request, field.name)) continue;
        forwarded.fields.emplace_back(field.name, field.value);
        bytes.append(field.name).append(": ").append(field.value).append("\r\n");
    }
    if (request.count("content-length") + request.count("transfer-encoding") != 0)
        bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    bytes.append("\r\n").append(request.body);
    return forwarded;
}

} // namespace understudy::record
