#include "validator/contract/exchange_match.hpp"

#include "validator/contract/path_template.hpp"
#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::contract {
namespace {

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

} // namespace

std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url) {
    std::optional<ExchangeMatch> found;
    std::optional<PathTemplate> found_by;
    const text::UrlParts parts = text::split_url(url);
    for (const std::string& server : contract.servers()) {
        const text::UrlParts base = text::split_url(server);
        const bool is_server =
            base.host.empty() || parts.host.empty() || text::equal_ignoring_case(parts.host, base.host);
        if (!is_server && !is_this_machine(parts.host)) continue;
        std::string_view root = base.path;
        while (root.ends_with('/')) root.remove_suffix(1);
        for (const Operation& operation : contract.operations()) {
            if (!text::equal_ignoring_case(method, operation.method)) continue;
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
    text::UrlParts parts = text::split_url(url);
    parts.authority.remove_prefix(parts.authority.rfind('@') + 1); // npos + 1 is 0
    return (parts.scheme.empty() ? "" : std::string(parts.scheme) + "://") + std::string(parts.authority) +
           std::string(parts.path);
}

} // namespace understudy::contract
