#include "validator/contract/exchange_match.hpp"

#include "validator/text/url.hpp"

namespace understudy::contract {
std::optional<ExchangeMatch> match_exchange(const Contract& contract, std::string_view method,
                                            std::string_view url) {
    const auto match = contract.matcher().match(method, url);
    if (!match) return std::nullopt;
    const Operation& operation = contract.operation(*match->route);
    return ExchangeMatch{&operation, match->path.value(operation.run_parameter), match->path};
}

std::string shown_url(std::string_view url) {
    text::UrlParts parts = text::split_url(url);
    parts.authority.remove_prefix(parts.authority.rfind('@') + 1); // npos + 1 is 0
    return (parts.scheme.empty() ? "" : std::string(parts.scheme) + "://") + std::string(parts.authority) +
           std::string(parts.path);
}

} // namespace understudy::contract
