#include "validator/contract/exchange_match.hpp"

#include "validator/text/ascii.hpp"
#include "validator/text/url.hpp"

namespace understudy::contract {
namespace {

/// The rest of `url` after the base URL `stand_in`: of the same host and port, and below its path.
std::optional<std::string> path_below(std::string_view stand_in, std::string_view url) {
    const text::UrlParts base = text::split_url(stand_in);
    const text::UrlParts parts = text::split_url(url);
    std::string_view root = base.path;
    while (root.ends_with('/')) root.remove_suffix(1);
    const bool is_below = text::equal_ignoring_case(parts.authority, base.authority) &&
                          parts.path.starts_with(root) && parts.path.substr(root.size()).starts_with('/');
    if (!is_below) return std::nullopt;
    return std::string(parts.path.substr(root.size()));
}

} // namespace

std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url, std::span<const std::string> stand_ins) {
    auto match = contract.matcher().match(method, url);
    for (const std::string& stand_in : stand_ins)
        if (const auto path = path_below(stand_in, url); !match && path)
            match = contract.matcher().match_below_server(method, *path);
    if (!match) return std::nullopt;
    const Operation& operation = contract.operation(*match->route);
    return ExchangeMatch{&operation, match->path};
}

std::string shown_url(std::string_view url) {
    text::UrlParts parts = text::split_url(url);
    parts.authority.remove_prefix(parts.authority.rfind('@') + 1); // npos + 1 is 0
    return (parts.scheme.empty() ? "" : std::string(parts.scheme) + "://") + std::string(parts.authority) +
           std::string(parts.path);
}

} // namespace understudy::contract
