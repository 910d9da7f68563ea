#include "validator/contract/exchange_match.hpp"

#include "validator/contract/media_type.hpp"
#include "validator/contract/path_template.hpp"
#include "validator/text/url.hpp"

namespace understudy::contract {
namespace {

struct Parts {
    std::string_view scheme, host, path;
};

Parts split(std::string_view url) {
    url = text::path_of(url);
    Parts parts;
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos) return {{}, {}, url};
    parts.scheme = url.substr(0, colon);
    url.remove_prefix(colon + 3);
    const std::size_t slash = std::min(url.find('/'), url.size());
    parts.host = url.substr(0, slash);
    parts.path = url.substr(slash);
    parts.host.remove_prefix(std::min(parts.host.rfind('@') + 1, parts.host.size())); // npos + 1 is 0
    return parts;
}

std::string_view without_port(std::string_view host) {
    if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

bool is_own(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

} // namespace

std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url) {
    std::optional<ExchangeMatch> found;
    std::optional<PathTemplate> found_by;
    const Parts parts = split(url);
    const std::string_view host = without_port(parts.host);
    for (const std::string& server : contract.servers()) {
        const Parts base = split(server);
        const bool is_server =
            base.host.empty() || host.empty() || is_same_field(host, without_port(base.host));
        if (!is_server && !is_own(host)) continue;
        std::string_view root = base.path;
        while (root.ends_with('/')) root.remove_suffix(1);
        for (const Operation& operation : contract.operations()) {
            if (!is_same_field(method, operation.method)) continue;
            for (const std::string& prefix : {std::string(root), "/" + contract.name() + std::string(root)}) {
                const PathTemplate path_template(prefix, operation.path);
                const auto match = path_template.match(parts.path);
                if (!match || (found_by && !path_template.is_more_concrete_than(*found_by))) continue;
                found = ExchangeMatch{&operation, match->last()};
                found_by = path_template;
            }
        }
        if (found) break;
    }
    return found;
}

std::string shown_url(std::string_view url) {
    const Parts parts = split(url);
    return (parts.scheme.empty() ? "" : std::string(parts.scheme) + "://") + std::string(parts.host) +
           std::string(parts.path);
}

} // namespace understudy::contract
